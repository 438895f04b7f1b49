namespace Cloud.Contracts;

/// <summary>Asks for an instance.</summary>
public sealed class CreateInstanceBody
{
    /// <summary>Unique in the project: 1 to 63 lower-case letters, digits, dots and dashes.</summary>
    /// <example>web-1</example>
    public required string Name { get; init; }

    /// <summary>vm, microvm or container.</summary>
    /// <example>microvm</example>
    public required string Kind { get; init; }

    /// <summary>Name of a flavor.</summary>
    /// <example>micro.small</example>
    public required string Flavor { get; init; }

    /// <summary>Name of an image.</summary>
    /// <example>alpine-3.22</example>
    public required string Image { get; init; }

    /// <summary>Availability zone; omitted or null lets the scheduler choose.</summary>
    public string? Zone { get; init; }

    /// <summary>Up to 32 labels.</summary>
    public Dictionary<string, string>? Labels { get; init; }

    /// <summary>The group it joins, with the rules by which it is placed among the other members; or null.</summary>
    public InstanceGroupBody? Group { get; init; }

    /// <summary>0 to 1000; larger is more important. Left out, 0.</summary>
    public int? Priority { get; init; }

    /// <summary>Whether it may be ended to make room for an instance of higher priority. Left out, false.</summary>
    public bool? Spot { get; init; }

    /// <summary>
    /// What may happen to spot instances of lower priority when there is no room: immediate (they are ended at once), notice (they are told
    /// first, and the new instance waits) or never (it is refused). Left out, immediate; without a priority nobody is ended.
    /// </summary>
    public string? Preemption { get; init; }

    /// <summary>Name or id of a reservation of the project whose place it shall take; or null.</summary>
    public string? Reservation { get; init; }

    /// <summary>What to ask beyond sizes, in place of the flavor's needs; omitted or null keeps those.</summary>
    public NeedsBody? Needs { get; init; }

    /// <summary>How a container is set apart; null for the usual way. Not for other kinds.</summary>
    public ContainerSettingsBody? Container { get; init; }

    /// <summary>What its guest does; null for a database in a VM, a web server otherwise.</summary>
    public WorkloadBody? Workload { get; init; }
}

/// <summary>Asks for several equal instances, all or none.</summary>
public sealed class CreateInstancesBody
{
    /// <summary>How many: 1 to 100.</summary>
    /// <example>3</example>
    public required int Count { get; init; }

    /// <summary>What each of them is. They are named after it: NAME-1, NAME-2 …</summary>
    public required CreateInstanceBody Instance { get; init; }
}

/// <summary>Instances that were created together, in the order of their numbers; each names its operation.</summary>
public sealed record CreatedInstancesView(IReadOnlyList<InstanceView> Instances);

/// <summary>Replaces the labels of an instance.</summary>
public sealed class LabelInstanceBody
{
    public required Dictionary<string, string> Labels { get; init; }
}

/// <summary>A virtual machine, microVM or container.</summary>
public sealed class InstanceView
{
    public required Guid Id { get; init; }
    public required Guid Project { get; init; }
    public required string Name { get; init; }

    /// <summary>vm, microvm or container.</summary>
    public required string Kind { get; init; }
    public required string Flavor { get; init; }
    public required string Image { get; init; }
    public required int Vcpus { get; init; }
    public required long MemoryMib { get; init; }
    public required int DiskGib { get; init; }

    /// <summary>NUMA nodes asked for: 0 = automatic or none.</summary>
    public int NumaNodes { get; set; }

    /// <summary>shared, dedicated or mixed.</summary>
    public string CpuPolicy { get; set; } = "shared";

    /// <summary>What it asks of its host beyond sizes; null for nothing.</summary>
    public NeedsBody? Needs { get; init; }
    public required Dictionary<string, string> Labels { get; init; }

    /// <summary>creating, running, stopping, stopped, starting, rebooting, deleting or error.</summary>
    public required string State { get; init; }

    /// <summary>The actions allowed now: start, stop, reboot, delete.</summary>
    public required IReadOnlyList<string> AllowedActions { get; init; }

    /// <summary>Why it is in error, or null.</summary>
    public string? Fault { get; init; }
    public required string Zone { get; init; }
    public required PlacementView Placement { get; init; }

    /// <summary>The group it is a member of, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Larger is more important.</summary>
    public int Priority { get; set; }

    /// <summary>Whether it may be ended to make room for an instance of higher priority.</summary>
    public bool Spot { get; set; }

    /// <summary>The reservation whose place it took, or null.</summary>
    public Guid? Reservation { get; init; }

    /// <summary>What its guest does while it runs.</summary>
    public WorkloadBody? Workload { get; init; }

    /// <summary>The operation still open on it, or null.</summary>
    public Guid? Operation { get; init; }

    /// <summary>Rises with every change; also the ETag.</summary>
    public required long Version { get; init; }
    public required Guid CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the guest last became ready, or null.</summary>
    public DateTimeOffset? RunningSince { get; init; }
}

/// <summary>Where an instance is, exactly.</summary>
/// <param name="Host">Host name.</param>
/// <param name="Policy">The placement profile that chose it.</param>
/// <param name="NumaNodes">What it holds on each NUMA node.</param>
public sealed record PlacementView(string Host, string Policy, IReadOnlyList<NumaClaimView> NumaNodes)
{
    /// <summary>Devices held; null for none.</summary>
    public IReadOnlyList<DeviceClaimView>? Devices { get; init; }

    /// <summary>Network bandwidth promised, Mb/s; null for none.</summary>
    public int? NetworkMbps { get; init; }

    /// <summary>True when it holds a memory-encryption key; null otherwise.</summary>
    public bool? Confidential { get; init; }
}

/// <param name="NumaNode">Index on the host.</param>
/// <param name="Vcpus">vCPUs homed here.</param>
/// <param name="MemoryMib">Memory here, MiB.</param>
/// <param name="Cores">Dedicated physical cores; empty when shared.</param>
public sealed record NumaClaimView(int NumaNode, int Vcpus, long MemoryMib, IReadOnlyList<int> Cores)
{
    /// <summary>Hardware threads that dedicated vCPUs are pinned to (core × threads per core + sibling); null: every thread of the cores.</summary>
    public IReadOnlyList<int>? Threads { get; init; }

    /// <summary>Size of huge pages held: 2m or 1g; null for none.</summary>
    public string? PageSize { get; init; }

    /// <summary>Huge pages held; null for none.</summary>
    public long? Pages { get; init; }
}

/// <summary>One rule between the members of a group.</summary>
public sealed class GroupRuleBody
{
    /// <summary>affinity, anti-affinity, spread, partition-affinity or partition-anti-affinity.</summary>
    /// <example>anti-affinity</example>
    public required string Kind { get; init; }

    /// <summary>Of which domains: host, rack or zone.</summary>
    /// <example>rack</example>
    public required string Level { get; init; }

    /// <summary>anti-affinity: most members of a domain. spread: largest difference between two domains. Otherwise without meaning.</summary>
    public int Limit { get; set; } = 1;

    /// <summary>false = a wish: hosts that keep the rule are preferred, others are not refused.</summary>
    public bool Hard { get; set; } = true;
}

/// <summary>The group an instance is a member of. A group exists while it has members.</summary>
public sealed class InstanceGroupBody
{
    /// <summary>Unique in the project.</summary>
    /// <example>web</example>
    public required string Name { get; init; }

    /// <summary>The rules by which this member is placed among the others; all of them hold at once.</summary>
    public IReadOnlyList<GroupRuleBody> Rules { get; set; } = [];

    /// <summary>The member's partition, for partition rules.</summary>
    public int Partition { get; set; }

    /// <summary>Disruption budget: most members that may be down or moving at once.</summary>
    public int MaxDisrupted { get; set; } = 1;
}

/// <summary>Asks where an instance would go, without creating it.</summary>
public sealed class ExplainPlacementBody
{
    /// <summary>vm, microvm or container.</summary>
    public required string Kind { get; init; }
    public required string Flavor { get; init; }
    public string? Zone { get; init; }

    /// <summary>Under this placement policy (see GET /policies); omitted or null, the region's own.</summary>
    /// <example>numa-best-fit</example>
    public string? Policy { get; init; }

    /// <summary>
    /// Under this policy instead: JavaScript with a function score(host, request) that returns a finite number, larger is better. At most 16,384
    /// characters; at most one of policy and script.
    /// </summary>
    public string? Script { get; init; }

    /// <summary>What to ask beyond sizes, in place of the flavor's needs; omitted or null keeps those.</summary>
    public NeedsBody? Needs { get; init; }

    /// <summary>How many of them, all or none: 1 to 100. Left out, 1.</summary>
    public int? Count { get; init; }

    /// <summary>The group they would join, with its rules; or null.</summary>
    public InstanceGroupBody? Group { get; init; }

    /// <summary>When given and it does not fit: which spot instances below this priority would have to be ended.</summary>
    public int? Priority { get; init; }
}

/// <summary>The answer of a dry run, or the stored reason of a real placement.</summary>
/// <param name="Fits">Whether a host can take it.</param>
/// <param name="Placement">Where it would go (or is); null when nothing fits.</param>
/// <param name="Explanation">Why.</param>
/// <param name="Group">For several at once, or with a group: who would be where, or how many would have fitted.</param>
/// <param name="Preemption">What preemption would cost; null when it fits or no priority was given.</param>
public sealed record PlacementDecisionView(
    bool Fits, PlacementView? Placement, PlacementExplanationView Explanation, GroupFitView? Group = null, PreemptionView? Preemption = null);

/// <summary>The answer for several instances at once: all or none.</summary>
/// <param name="Asked">How many were asked for.</param>
/// <param name="Fitting">How many fit together.</param>
/// <param name="Members">Those that fit, and where.</param>
/// <param name="Blocked">The first that does not fit beside them, or null.</param>
/// <param name="Summary">In one sentence.</param>
/// <param name="Proven">False when the search ended at its limit of effort: then another arrangement may still fit.</param>
public sealed record GroupFitView(int Asked, int Fitting, IReadOnlyList<GroupMemberView> Members, int? Blocked, string Summary, bool Proven);

/// <param name="Member">0, 1, 2 …</param>
/// <param name="Placement">Where it would be.</param>
public sealed record GroupMemberView(int Member, PlacementView Placement);

/// <summary>What preemption would cost.</summary>
/// <param name="Possible">Whether ending spot instances of lower priority makes it fit.</param>
/// <param name="Placement">Where it would go then, or null.</param>
/// <param name="Victims">Spot instances that would be ended.</param>
/// <param name="HighestPriority">The highest priority among them, or null.</param>
/// <param name="LostWorkSeconds">Run time that would be lost with them.</param>
/// <param name="HostsWithVictims">Hosts that have instances which may be ended for this request.</param>
/// <param name="Exact">Whether every set of victims was considered; otherwise a cheaper one may exist.</param>
public sealed record PreemptionView(
    bool Possible, PlacementView? Placement, int Victims, int? HighestPriority, double LostWorkSeconds, int HostsWithVictims, bool Exact)
{
    /// <summary>The victims; those of other projects without their ids.</summary>
    public IReadOnlyList<GuestStepView> Instances { get; init; } = [];

    /// <summary>In one sentence.</summary>
    public string? Summary { get; init; }
}

/// <summary>Why a request went where it went.</summary>
/// <param name="Profile">Placement profile.</param>
/// <param name="HostsConsidered">Hosts looked at.</param>
/// <param name="HostsFitting">Hosts that passed every rule.</param>
/// <param name="Refusals">Per rule, in order: how many hosts it refused and the nearest miss.</param>
/// <param name="Best">The best hosts, score term by term.</param>
/// <param name="Advice">What would help when it does not fit: exact changes, and whether waiting, moving or stopping others would do.</param>
public sealed record PlacementExplanationView(
    string Profile, int HostsConsidered, int HostsFitting,
    IReadOnlyList<RuleRefusalView> Refusals, IReadOnlyList<ScoredHostView> Best, IReadOnlyList<AdviceView> Advice);

/// <param name="Rule">Rule name.</param>
/// <param name="Hosts">Hosts it refused first.</param>
/// <param name="NearestMiss">The host that came closest.</param>
/// <param name="Help">capacity (waiting or freeing helps) or request (only another request helps).</param>
public sealed record RuleRefusalView(string Rule, int Hosts, NearestMissView? NearestMiss, string Help);

/// <param name="Host">Host name.</param>
/// <param name="NumaNode">Its NUMA node, or null when the rule is about the whole host.</param>
/// <param name="Resource">What was missing.</param>
/// <param name="Missing">How much, in the resource's unit.</param>
/// <param name="Detail">What stands in the way in words, when the amount alone does not say it; or null.</param>
public sealed record NearestMissView(string Host, int? NumaNode, string Resource, long Missing, string? Detail = null);

public sealed record ScoredHostView(string Host, double Score, IReadOnlyList<ScoreTermView> Terms);

public sealed record ScoreTermView(string Scorer, double Weight, double Value);
