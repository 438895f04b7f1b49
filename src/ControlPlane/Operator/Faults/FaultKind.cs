namespace Cloud.ControlPlane.Operator.Faults;

/// <summary>What can be made to go wrong in the world behind the control plane.</summary>
public enum FaultKind
{
    /// <summary>A host loses power; it boots again, with what its last commands said, when the fault ends.</summary>
    HostCrash,

    /// <summary>Everything a host does takes <see cref="FaultParameters.Factor"/> times as long.</summary>
    SlowHost,

    /// <summary>All hosts of a rack lose power at once.</summary>
    RackPowerLoss,

    /// <summary>Nothing passes between control plane and hosts, in <see cref="FaultParameters.Direction"/>.</summary>
    Partition,

    /// <summary>A share of messages is lost, both ways.</summary>
    LostMessages,

    /// <summary>A share of messages is late by up to <see cref="FaultParameters.DelayMs"/>.</summary>
    LateMessages,

    /// <summary>A share of messages arrives twice.</summary>
    DuplicatedMessages,

    /// <summary>A share of messages is overtaken by the next one.</summary>
    ReorderedMessages,

    /// <summary>With a share of its reports a host says something old again.</summary>
    StaleReports,

    /// <summary>A host takes nothing new.</summary>
    DiskFull,

    /// <summary>The clock of a host is off and runs at another speed.</summary>
    ClockSkew,
}

/// <summary>Which way a partition cuts.</summary>
public enum FaultDirection
{
    /// <summary>Nothing passes.</summary>
    Both,

    /// <summary>Hosts speak and hear nothing.</summary>
    ToHosts,

    /// <summary>Hosts hear, and what they say is lost.</summary>
    FromHosts,
}

/// <summary>Names as they are in the API, kebab-case.</summary>
public static class FaultNames
{
    public static IReadOnlyList<FaultKind> Kinds { get; } = Enum.GetValues<FaultKind>();

    public static IReadOnlyList<FaultDirection> Directions { get; } = Enum.GetValues<FaultDirection>();

    public static string Name(this FaultKind kind) => kind switch
    {
        FaultKind.HostCrash => "host-crash",
        FaultKind.SlowHost => "slow-host",
        FaultKind.RackPowerLoss => "rack-power-loss",
        FaultKind.Partition => "partition",
        FaultKind.LostMessages => "lost-messages",
        FaultKind.LateMessages => "late-messages",
        FaultKind.DuplicatedMessages => "duplicated-messages",
        FaultKind.ReorderedMessages => "reordered-messages",
        FaultKind.StaleReports => "stale-reports",
        FaultKind.DiskFull => "disk-full",
        FaultKind.ClockSkew => "clock-skew",
    };

    public static string Name(this FaultDirection direction) => direction switch
    {
        FaultDirection.Both => "both",
        FaultDirection.ToHosts => "to-hosts",
        FaultDirection.FromHosts => "from-hosts",
    };

    /// <summary>The kind of that name, or null.</summary>
    public static FaultKind? Kind(string name) => Find(Kinds, name, Name);

    /// <summary>The direction of that name, or null.</summary>
    public static FaultDirection? Direction(string name) => Find(Directions, name, Name);

    private static T? Find<T>(IEnumerable<T> all, string name, Func<T, string> nameOf)
        where T : struct => all.Where(one => string.Equals(nameOf(one), name, StringComparison.Ordinal)).Select(one => (T?)one).FirstOrDefault();
}
