namespace Cloud.Scheduler.Index;

/// <summary>
/// Which hosts one request may go to, beyond what its class says: exclusions, group rules, a zone. Implemented by structs, so that the index
/// pays for no call. Hosts are indexes in the ledger's order.
/// </summary>
public interface IHostGate
{
    /// <summary>Whether the host may be chosen.</summary>
    bool Admits(int host);

    /// <summary>
    /// Whether any host of <paramref name="first"/> … <paramref name="end"/> − 1 may be. A yes is always allowed; a no spares the index from
    /// looking at these hosts, which matters for a gate that admits few. (No default body: it would box the struct.)
    /// </summary>
    bool AdmitsAny(int first, int end);
}

/// <summary>Every host may be chosen.</summary>
public readonly struct AnyHost : IHostGate
{
    public bool Admits(int host) => true;

    public bool AdmitsAny(int first, int end) => true;
}

/// <summary>The hosts of one span, ascending and end excluded: a zone or a rack of a ledger that lists its hosts in this order.</summary>
/// <param name="First">First host.</param>
/// <param name="End">One after the last host.</param>
public readonly record struct HostRange(int First, int End) : IHostGate
{
    public bool Admits(int host) => host >= First && host < End;

    public bool AdmitsAny(int first, int end) => first < End && end > First;
}
