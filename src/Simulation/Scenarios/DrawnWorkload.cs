using System.Globalization;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Scheduler.Groups;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>What callers of one world ask for.</summary>
public sealed record DrawnWorkload
{
    /// <summary>Requests of a round, at most.</summary>
    public required int RequestsMax { get; init; }

    /// <summary>Share of requests that create, 0 to 1.</summary>
    public required double CreateShare { get; init; }

    /// <summary>Share of new instances that join a group.</summary>
    public required double GroupShare { get; init; }

    /// <summary>Share of new instances with dedicated cores.</summary>
    public required double DedicatedShare { get; init; }

    /// <summary>Share of new instances with needs beyond sizes: devices, huge pages, bandwidth.</summary>
    public required double NeedsShare { get; init; }

    /// <summary>Share of new instances that name a zone.</summary>
    public required double ZoneShare { get; init; }

    /// <summary>Largest number of vCPUs of a guest NUMA node.</summary>
    public required int VcpusMax { get; init; }

    /// <summary>How often each action is asked, relative to the others.</summary>
    public required IReadOnlyList<(InstanceAction Action, int Weight)> Actions { get; init; }

    /// <summary>The rules of each group, by name: all its members are placed by them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<GroupRuleTerms>> Groups { get; init; }

    /// <summary>Probability per round that a host is cordoned or opened again.</summary>
    public required double CordonShare { get; init; }

    /// <summary>Probability per round that people, projects or tokens change.</summary>
    public required double TenancyShare { get; init; }

    /// <summary>Probability per round that use is observed.</summary>
    public required double UsageShare { get; init; }

    /// <summary>Longest round, ms of virtual time.</summary>
    public required int RoundMsMax { get; init; }

    public static DrawnWorkload Draw(SimRandom random, Scenario scenario) => new()
    {
        RequestsMax = 1 + random.NextInt(scenario.RequestsMax),
        CreateShare = 0.25 + (random.NextDouble() * 0.4),
        GroupShare = random.NextBool() ? random.NextDouble() : 0,
        DedicatedShare = random.NextBool() ? random.NextDouble() * 0.5 : 0,
        NeedsShare = random.NextBool(0.3) ? random.NextDouble() : 0,
        ZoneShare = random.NextDouble() * 0.6,
        VcpusMax = 1 + random.NextInt(6),
        Actions = [.. InstanceActions.Select(action => (action, 1 + random.NextInt(4)))],
        Groups = Enumerable.Range(1, 1 + random.NextInt(3)).ToDictionary(number => $"g{number}", IReadOnlyList<GroupRuleTerms> (_) => DrawRules(random), StringComparer.Ordinal),
        CordonShare = random.NextBool() ? random.NextDouble() * 0.1 : 0,
        TenancyShare = random.NextBool() ? random.NextDouble() * 0.5 : 0,
        UsageShare = random.NextBool() ? random.NextDouble() : 0,
        RoundMsMax = random.Pick<int>([800, 800, 3_000, 15_000]),
    };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"up to {RequestsMax} requests every {RoundMsMax} ms: {CreateShare:P0} create, {GroupShare:P0} in groups ({string.Join("; ", Groups.Select(group => $"{group.Key} {Words(group.Value)}"))}), ")
        + string.Create(CultureInfo.InvariantCulture, $"{DedicatedShare:P0} dedicated, {NeedsShare:P0} with needs, {ZoneShare:P0} in a zone; cordons {CordonShare:P1}, tenancy {TenancyShare:P0}, use seen {UsageShare:P0}");

    private static InstanceAction[] InstanceActions { get; } = [InstanceAction.Start, InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Delete];

    private static string Words(IReadOnlyList<GroupRuleTerms> rules) =>
        string.Join(" and ", rules.Select(rule => $"{(rule.Hard ? "" : "soft ")}{rule.Kind.Name()} by {rule.Level.Name()} {rule.Limit}"));

    private static List<GroupRuleTerms> DrawRules(SimRandom random) => [.. Enumerable.Range(1, 1 + random.NextInt(2)).Select(_ => new GroupRuleTerms(
        random.Pick<GroupRuleKind>([.. GroupRuleKinds.All]), random.Pick<DomainLevel>([.. DomainLevels.All]), 1 + random.NextInt(3), Hard: random.NextBool(0.8)))];
}
