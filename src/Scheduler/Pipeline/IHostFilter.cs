namespace Cloud.Scheduler.Pipeline;

/// <summary>
/// A rule that a host passes or not. Pure and stateless: the answer depends on the arguments alone. Named by a statement that is true of a
/// host that passes. Taking load off a host must never turn yes into no.
/// </summary>
public interface IHostFilter
{
    /// <summary>Stable name; explanations are stored under it.</summary>
    string Name { get; }

    /// <summary>What the answer depends on. A rule that looks at more than the host and the request's class must say so.</summary>
    PolicyInputs Inputs => PolicyInputs.HostAndClass;

    /// <summary>Whether the host may take the guest, as far as this rule is concerned.</summary>
    bool Passes(in HostView host, PlacementAsk ask);

    /// <summary>How far a host that does not pass is from passing. Only asked after a no.</summary>
    Shortfall Shortfall(in HostView host, PlacementAsk ask) => default;

    /// <summary>
    /// What stands in the way, in words, where the shortfall alone does not say it (<c>rack r12 already has 1 of 1 members</c>). Asked once per
    /// decision, of the nearest miss.
    /// </summary>
    string? Describe(in HostView host, PlacementAsk ask) => null;
}
