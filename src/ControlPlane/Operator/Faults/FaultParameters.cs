using System.Globalization;

namespace Cloud.ControlPlane.Operator.Faults;

/// <summary>How bad a fault is. Each kind reads its own and leaves the others as they are.</summary>
public sealed record FaultParameters
{
    /// <summary>Longest lateness of a message, ms: hosts are built for it.</summary>
    public const double DelayMsLimit = 60_000;

    /// <summary>Slowest host, times.</summary>
    public const double FactorLimit = 1_000;

    /// <summary>Farthest clock, seconds: a day.</summary>
    public const double OffsetSecondsLimit = 86_400;

    /// <summary>Nothing is changed.</summary>
    public static FaultParameters None { get; } = new();

    /// <summary>Share of messages or reports, 0 to 1.</summary>
    public double Rate { get; init; }

    /// <summary>How many times as long everything takes, 1 or more.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Longest lateness, ms.</summary>
    public double DelayMs { get; init; }

    /// <summary>Which way nothing passes.</summary>
    public FaultDirection Direction { get; init; }

    /// <summary>Seconds that pass on the host's clock per second, 0.5 to 2.</summary>
    public double ClockRate { get; init; } = 1;

    /// <summary>How far the host's clock is ahead (or, below 0, behind) when the fault begins, seconds.</summary>
    public double OffsetSeconds { get; init; }

    /// <summary>What a kind does when nothing else is asked. [E]: bad enough to be seen within a minute, mild enough that work goes on.</summary>
    public static FaultParameters DefaultOf(FaultKind kind) => kind switch
    {
        FaultKind.SlowHost => new() { Factor = 8 },
        FaultKind.LostMessages => new() { Rate = 0.3 },
        FaultKind.LateMessages => new() { Rate = 0.5, DelayMs = 5_000 },
        FaultKind.DuplicatedMessages or FaultKind.ReorderedMessages or FaultKind.StaleReports => new() { Rate = 0.5 },
        FaultKind.ClockSkew => new() { ClockRate = 1.1, OffsetSeconds = 30 },
        FaultKind.HostCrash or FaultKind.RackPowerLoss or FaultKind.Partition or FaultKind.DiskFull => None,
    };

    /// <summary>In words, for people; empty when the kind has none.</summary>
    public string Describe(FaultKind kind) => kind switch
    {
        FaultKind.SlowHost => Text($"{Factor} times as slow"),
        FaultKind.LostMessages => Text($"{Rate:P0} lost"),
        FaultKind.LateMessages => Text($"{Rate:P0} late by up to {DelayMs} ms"),
        FaultKind.DuplicatedMessages => Text($"{Rate:P0} doubled"),
        FaultKind.ReorderedMessages => Text($"{Rate:P0} overtaken"),
        FaultKind.StaleReports => Text($"{Rate:P0} with an old one behind"),
        FaultKind.ClockSkew => Text($"{OffsetSeconds:+0.###;-0.###;0} s off, {ClockRate} s per second"),
        FaultKind.Partition => Direction switch
        {
            FaultDirection.Both => "nothing passes",
            FaultDirection.ToHosts => "hosts hear nothing",
            FaultDirection.FromHosts => "what hosts say is lost",
        },
        FaultKind.HostCrash or FaultKind.RackPowerLoss => "no power",
        FaultKind.DiskFull => "takes nothing new",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
