namespace Cloud.Scheduler.Index;

/// <summary>Where a request goes, as numbers: nothing is allocated to decide.</summary>
/// <param name="Host">The host's index in the ledger, or -1 when no host fits.</param>
/// <param name="Parts">How many NUMA nodes the guest spans.</param>
/// <param name="NumaNodes">Which: one bit per NUMA node of the host.</param>
public readonly record struct HostChoice(int Host, int Parts, ulong NumaNodes)
{
    /// <summary>No host fits.</summary>
    public static HostChoice None { get; } = new(-1, 0, 0);

    /// <summary>Whether a host was found.</summary>
    public bool Found => Host >= 0;
}
