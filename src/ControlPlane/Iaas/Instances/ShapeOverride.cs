using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>What a request puts in place of parts of its flavor's shape. Sizes stay the flavor's: quotas and prices are counted by them.</summary>
public sealed record ShapeOverride
{
    /// <summary>The flavor as it is.</summary>
    public static ShapeOverride None { get; } = new();

    /// <summary>In place of the flavor's needs; null keeps those.</summary>
    public InstanceNeeds? Needs { get; init; }

    /// <summary>In place of the flavor's CPU policy; null keeps it.</summary>
    public CpuPolicy? CpuPolicy { get; init; }

    /// <summary>In place of the flavor's number of NUMA nodes; null keeps it. Unequal NUMA nodes say themselves how many there are.</summary>
    public int? NumaNodes { get; init; }

    /// <summary>The flavor's shape with what the request puts in place.</summary>
    public InstanceShape Of(InstanceShape flavor) => flavor with
    {
        CpuPolicy = CpuPolicy ?? flavor.CpuPolicy,
        Needs = Needs ?? flavor.Needs,
        NumaNodes = Needs is { GuestNumaNodes.Count: > 0 and var count } ? count
            : NumaNodes ?? (Needs is { Layout: NumaLayout.None } ? 0 : flavor.NumaNodes),
    };

    /// <summary>For idempotency: equal text, equal override; empty for <see cref="None"/>.</summary>
    internal string Canonical => this == None ? "" : $"\nneeds={Needs}\ncpu={CpuPolicy}\nnuma={NumaNodes}";
}
