using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Ports;

namespace Cloud.Simulation.Fleet.Faults;

/// <summary>Everything that is wrong with one host at one time: the sum of the faults that strike it.</summary>
internal sealed record HostCondition
{
    /// <summary>Slowest that several faults together make a host.</summary>
    private const double SlownessMax = 1_000;

    /// <summary>Nothing is wrong.</summary>
    public static HostCondition Well { get; } = new();

    public bool HasNoPower { get; init; }

    public bool IsDiskFull { get; init; }

    /// <summary>What is sent to it is lost.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>What it says is lost.</summary>
    public bool IsMute { get; init; }

    public double Slowness { get; init; } = 1;

    public double ClockRate { get; init; } = 1;

    public double ClockOffsetSeconds { get; init; }

    public LinkFaults Link { get; init; } = LinkFaults.None;

    /// <summary>Share of reports after which it says an old one again, 0 to 1.</summary>
    public double Stale { get; init; }

    /// <summary>The same with one more fault: rates add up like independent events, factors multiply, offsets add.</summary>
    public HostCondition With(ActiveFault fault)
    {
        var (asked, link) = (fault.Parameters, LinkFaults.None);
        return fault.Kind switch
        {
            FaultKind.HostCrash or FaultKind.RackPowerLoss => this with { HasNoPower = true },
            FaultKind.SlowHost => this with { Slowness = Math.Min(SlownessMax, Slowness * asked.Factor) },
            FaultKind.Partition => this with
            {
                IsDeaf = IsDeaf || asked.Direction is FaultDirection.Both or FaultDirection.ToHosts,
                IsMute = IsMute || asked.Direction is FaultDirection.Both or FaultDirection.FromHosts,
            },
            FaultKind.LostMessages => this with { Link = Link.And(link with { Drop = asked.Rate }) },
            FaultKind.LateMessages => this with { Link = Link.And(link with { Delay = asked.Rate, DelayMsMax = asked.DelayMs }) },
            FaultKind.DuplicatedMessages => this with { Link = Link.And(link with { Duplicate = asked.Rate }) },
            FaultKind.ReorderedMessages => this with { Link = Link.And(link with { Reorder = asked.Rate }) },
            FaultKind.StaleReports => this with { Stale = LinkFaults.Either(Stale, asked.Rate) },
            FaultKind.DiskFull => this with { IsDiskFull = true },
            FaultKind.ClockSkew => this with { ClockRate = ClockRate * asked.ClockRate, ClockOffsetSeconds = ClockOffsetSeconds + asked.OffsetSeconds },
        };
    }
}
