using System.Globalization;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Overcommit;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>One policy in force: whose guests it is for, what they are promised and what they are expected to need.</summary>
/// <param name="Rule">The rule; a pool's own ratio when it has no policy.</param>
/// <param name="IsPolicy">False for a pool that has only its ratio, which nothing watches.</param>
/// <param name="CpuRatio">For a pool: the most that is ever promised per hardware thread; otherwise null.</param>
public sealed record OvercommitStatus(OvercommitRule Rule, bool IsPolicy, double? CpuRatio)
{
    /// <summary>Guests and free places of reservations, one per NUMA node that it is on.</summary>
    public int Guests { get; set; }

    /// <summary>Of these, with reported use.</summary>
    public int Observed { get; set; }

    /// <summary>vCPUs promised to them.</summary>
    public long Vcpus { get; set; }

    /// <summary>Hardware threads that the policy expects them to need.</summary>
    public double Expected { get; set; }

    /// <summary>For a pool: hardware threads for shared vCPUs.</summary>
    public long Threads { get; set; }

    /// <summary>For a pool: vCPUs that may be promised now.</summary>
    public long MayPromise { get; set; }

    /// <summary>NUMA nodes on which it is in force.</summary>
    public int NumaNodes { get; set; }

    /// <summary>Share of the window in violation on the worst of them.</summary>
    public double WorstTimeShare { get; set; }

    /// <summary>NUMA nodes on which the budget is spent: they promise nothing new.</summary>
    public int Spent { get; set; }

    /// <summary>The policy in words: <c>percentile 99</c>.</summary>
    public string Words => Describe(Rule.Policy);

    private static string Describe(IOvercommitPolicy policy) => policy switch
    {
        StaticRatio ratio => string.Create(CultureInfo.InvariantCulture, $"static {ratio.Ratio}"),
        PercentileOfUse percentile => string.Create(CultureInfo.InvariantCulture, $"percentile {percentile.Percentile}"),
        NSigma sigma => string.Create(CultureInfo.InvariantCulture, $"n-sigma {sigma.Sigmas}"),
        MaximumOf max => $"max({string.Join(", ", max.Policies.Select(Describe))})",
        _ => policy.Name,
    };
}

/// <summary>What overcommit is doing now: one entry per pool, then one per rule for some guests only.</summary>
[Requires(Permission.RegionRead)]
public sealed record GetOvercommit : IRequest<Outcome<IReadOnlyList<OvercommitStatus>>>;

/// <summary>Read on the writer's own ledger, between two decisions.</summary>
public sealed class GetOvercommitHandler(CellWriter writer) : IRequestHandler<GetOvercommit, Outcome<IReadOnlyList<OvercommitStatus>>>
{
    public async ValueTask<Outcome<IReadOnlyList<OvercommitStatus>>> Handle(GetOvercommit request, CancellationToken cancellationToken) =>
        await writer.ReadAsync<IReadOnlyList<OvercommitStatus>>(state => Outcomes.Of(Report(state)));

    internal static IReadOnlyList<OvercommitStatus> Report(ClusterState state)
    {
        var rules = state.Region.Overcommit;
        var pools = state.Region.Pools.Values.OrderBy(pool => pool.Name, StringComparer.Ordinal).ToDictionary(
            pool => pool.Name, pool => rules.RuleForPool(pool.Name) is { } own
                ? new OvercommitStatus(own with { Pool = pool.Name }, IsPolicy: true, pool.CpuRatio)
                : new OvercommitStatus(new(pool.Name, null, null, null, new StaticRatio(pool.CpuRatio)), IsPolicy: false, pool.CpuRatio), StringComparer.Ordinal);
        var others = rules.Rules.Where(rule => rule is not { Tenant: null, Project: null, Kind: null }).Distinct()
            .ToDictionary(rule => rule, rule => new OvercommitStatus(rule, IsPolicy: true, CpuRatio: null));
        foreach (var (cell, host, nodes) in OvercommitSurvey.All(state))
        {
            var use = cell.Ledger.Use(host.Id);
            var pool = pools[host.Pool];
            for (var numa = 0; numa < nodes.Length; numa++)
            {
                pool.Threads += nodes[numa].OpenThreads;
                pool.MayPromise += use.NumaNodes[numa].VcpusCapacity;
                pool.NumaNodes++;
                if (rules.RuleForPool(host.Pool) is { } own) Violations(state, pool, own, host, numa);
                foreach (var group in nodes[numa].Guests.GroupBy(guest => guest.Rule))
                {
                    var status = group.Key is { } rule && others.TryGetValue(rule, out var narrow) ? narrow : pool;
                    Count(status, [.. group.Select(guest => guest.Usage)]);
                    if (ReferenceEquals(status, pool)) continue;
                    status.NumaNodes++;
                    Violations(state, status, status.Rule, host, numa);
                }
            }
        }

        return [.. pools.Values, .. others.Values];
    }

    private static void Count(OvercommitStatus status, GuestUsage[] guests)
    {
        status.Guests += guests.Length;
        status.Observed += guests.Count(guest => guest.History.Count > 0);
        status.Vcpus += (long)OvercommitMath.Limits(guests);
        status.Expected += status.Rule.Policy.Demand(guests);
    }

    private static void Violations(ClusterState state, OvercommitStatus status, OvercommitRule rule, Domain.Placement.HostDescription host, int numa)
    {
        status.WorstTimeShare = Math.Max(status.WorstTimeShare, state.Meters.TimeShare(host.Id, numa, rule));
        if (state.Meters.IsSpent(host.Id, numa, rule)) status.Spent++;
    }
}
