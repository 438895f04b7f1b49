namespace Cloud.Contracts;

/// <summary>How many more instances of one flavor and kind would fit in one zone, if nothing else came (operators).</summary>
public sealed class FlavorSlotsView
{
    public required string Flavor { get; init; }

    /// <summary>vm, microvm or container: its overhead counts.</summary>
    public required string Kind { get; init; }
    public required string Zone { get; init; }

    /// <summary>Hosts that would take at least one.</summary>
    public required int Hosts { get; init; }

    /// <summary>In the layout that the flavor asks for, with everything that it needs.</summary>
    public required long AsAsked { get; init; }

    /// <summary>Whether no arrangement takes more than asAsked; false: it is what placing one after another reaches, and another order might take more.</summary>
    public required bool Exact { get; init; }

    /// <summary>Each on one NUMA node; null when the flavor cannot be laid out so.</summary>
    public long? OnePart { get; init; }

    /// <summary>Each over two NUMA nodes in equal parts; null when the flavor cannot be laid out so.</summary>
    public long? TwoParts { get; init; }

    /// <summary>Each on the fewest NUMA nodes that do; null when the flavor names its NUMA nodes or has none.</summary>
    public long? Automatic { get; init; }
}

/// <summary>How many more instances of one flavor and kind a project could create in one zone, if nothing else came.</summary>
/// <param name="Flavor">Flavor.</param>
/// <param name="Kind">vm, microvm or container.</param>
/// <param name="Zone">Availability zone.</param>
/// <param name="More">The smaller of what the project's quota and what the zone allows.</param>
/// <param name="LimitedBy">The resource of the quota that runs out first, or capacity.</param>
public sealed record ProjectSlotsView(string Flavor, string Kind, string Zone, long More, string LimitedBy);
