namespace Cloud.Scheduler.Groups;

/// <summary>How far a group rule looks: the kind of domain that members share or avoid.</summary>
public enum DomainLevel
{
    /// <summary>One physical host.</summary>
    Host,

    /// <summary>One rack: hosts that fail together with their switch or power feed.</summary>
    Rack,

    /// <summary>One availability zone.</summary>
    Zone,
}

/// <summary>The levels and how they are named in the API and in explanations.</summary>
public static class DomainLevels
{
    public static IReadOnlyList<DomainLevel> All { get; } = [DomainLevel.Host, DomainLevel.Rack, DomainLevel.Zone];

    public static string Name(this DomainLevel level) => level switch
    {
        DomainLevel.Host => "host",
        DomainLevel.Rack => "rack",
        DomainLevel.Zone => "zone",
    };

    public static bool TryParse(string? name, out DomainLevel level)
    {
        foreach (var candidate in All)
        {
            level = candidate;
            if (string.Equals(candidate.Name(), name, StringComparison.Ordinal)) return true;
        }

        level = default;
        return false;
    }
}
