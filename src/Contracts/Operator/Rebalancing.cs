namespace Cloud.Contracts;

/// <summary>Asks for a plan of moves. Nothing is moved.</summary>
public sealed class PlanRebalancingBody
{
    /// <summary>drain, evacuate, defragment, consolidate or relieve-hot-spots.</summary>
    /// <example>drain</example>
    public required string Goal { get; init; }

    /// <summary>The zone to plan in; may be left out when the hosts say it or the region has one zone.</summary>
    public string? Zone { get; init; }

    /// <summary>The hosts to empty, for drain and evacuate.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>defragment: the flavor to make room for. Every plan reports its free slots; left out, 4 vCPUs and 16 GiB.</summary>
    public string? Flavor { get; init; }

    /// <summary>A host with a larger share of busy threads is a hot spot. Until use is observed, every vCPU of a running guest counts as busy.</summary>
    public double HotAbove { get; set; } = 0.8;

    /// <summary>What the plan may cost; left out, the defaults.</summary>
    public RebalancingBudgetBody? Budget { get; init; }
}

/// <summary>What a plan may cost. Nothing in a plan exceeds it.</summary>
public sealed class RebalancingBudgetBody
{
    /// <summary>Most moves, at most 1,000.</summary>
    public int MaxMoves { get; set; } = 100;

    /// <summary>Most data to send over all moves, MiB; null = no limit.</summary>
    public double? MaxMib { get; init; }

    /// <summary>Longest time that guests may stand still over all moves, ms; null = no limit.</summary>
    public double? MaxDowntimeMs { get; init; }

    /// <summary>Longest time that one guest may stand still, ms.</summary>
    public double MaxDowntimePerMoveMs { get; set; } = 1000;

    /// <summary>Most moves at the same time.</summary>
    public int MaxConcurrent { get; set; } = 4;

    /// <summary>Most moves at the same time that one host sends or receives.</summary>
    public int MaxConcurrentPerHost { get; set; } = 2;

    /// <summary>Whether a guest that cannot move while it runs may be started again elsewhere, when its host must be emptied.</summary>
    public bool AllowRestart { get; set; }

    /// <summary>Speed of one migration, MiB/s; null = the hypervisor's default.</summary>
    public double? MibPerSecond { get; init; }
}

/// <summary>An ordered plan with what it costs and what it brings.</summary>
public sealed class RebalancingPlanView
{
    public required string Goal { get; init; }
    public required string Zone { get; init; }

    /// <summary>The moment it was planned for: what has changed since may make a step invalid.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What every step lowers.</summary>
    public required string Objective { get; init; }
    public required FleetMeasuresView Before { get; init; }

    /// <summary>As it would be when all steps are done.</summary>
    public required FleetMeasuresView After { get; init; }

    /// <summary>Sums over the steps; the duration is that of the waves one after another.</summary>
    public required StepCostView Total { get; init; }

    /// <summary>Number of waves.</summary>
    public required int Waves { get; init; }

    /// <summary>The limit that ended the plan (moves, mib, downtime, effort), or null when it is complete.</summary>
    public string? StoppedBy { get; init; }
    public required IReadOnlyList<RebalancingStepView> Steps { get; init; }

    /// <summary>Instances that the goal wants moved and the plan does not move.</summary>
    public required IReadOnlyList<NotMovedView> NotMoved { get; init; }
}

/// <param name="Objective">What the plan lowers.</param>
/// <param name="HostsInUse">Hosts with an instance.</param>
/// <param name="HostsEmpty">Hosts without.</param>
/// <param name="Slots">Guests of the flavor that would fit.</param>
/// <param name="HottestHost">The host with the largest share of busy threads, or null.</param>
/// <param name="HottestShare">Its share.</param>
/// <param name="HotSpots">Hosts above the limit.</param>
/// <param name="OnListedHosts">Instances on the hosts to be emptied.</param>
public sealed record FleetMeasuresView(
    double Objective, int HostsInUse, int HostsEmpty, long Slots, string? HottestHost, double HottestShare, int HotSpots, int OnListedHosts);

/// <param name="Mib">Data sent, MiB.</param>
/// <param name="DurationMs">From start to end, ms.</param>
/// <param name="DowntimeMs">Of it, the guest stands still, ms.</param>
public sealed record StepCostView(double Mib, double DurationMs, double DowntimeMs);

/// <param name="Number">1, 2, 3 …: every step is valid when all before it are done.</param>
/// <param name="Wave">Steps of one wave may run at the same time.</param>
/// <param name="Kind">live-migration or restart.</param>
/// <param name="Instance">Who.</param>
/// <param name="InstanceName">Its name in its project.</param>
/// <param name="From">Host it leaves.</param>
/// <param name="Target">What it will hold.</param>
/// <param name="Cost">What the step costs.</param>
/// <param name="Gain">By how much it lowers the objective.</param>
public sealed record RebalancingStepView(
    int Number, int Wave, string Kind, Guid Instance, string InstanceName, string From, PlacementView Target, StepCostView Cost, double Gain);

/// <param name="Instance">Who stays.</param>
/// <param name="InstanceName">Its name in its project.</param>
/// <param name="Host">Where.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record NotMovedView(Guid Instance, string InstanceName, string Host, string Reason);
