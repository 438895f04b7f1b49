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

    /// <summary>In the layout that the flavor asks for.</summary>
    public required long AsAsked { get; init; }

    /// <summary>Each on one NUMA node.</summary>
    public required long OnePart { get; init; }

    /// <summary>Each over two NUMA nodes in equal parts; null when the flavor does not divide.</summary>
    public long? TwoParts { get; init; }

    /// <summary>Each on the fewest NUMA nodes that do.</summary>
    public required long Automatic { get; init; }
}
