using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Scheduler.Tests.Groups;

/// <summary>Hosts in racks and zones: <c>h0</c> and <c>h1</c> in <c>r1</c>, <c>h2</c> and <c>h3</c> in <c>r2</c>, and so on; four racks a zone.</summary>
internal static class GroupWorld
{
    public static CapacityLedger Racks(int racks, int hostsPerRack = 2, params NumaNodeDescription[] numaNodes) =>
        World.Ledger(Hosts(racks * hostsPerRack, hostsPerRack, numaNodes));

    public static HostDescription[] Hosts(int hosts, int hostsPerRack = 2, params NumaNodeDescription[] numaNodes) =>
        [.. Enumerable.Range(0, hosts).Select(host => World.Host($"h{host}", numaNodes: numaNodes) with
        {
            Rack = $"r{host / hostsPerRack + 1}",
            Zone = new($"z{host / hostsPerRack / 4 + 1}"),
        })];

    public static PlacementGroup Group(params GroupRule[] rules) => new(new GroupId("web"), rules);

    public static PlacementDecision Ask(CapacityLedger ledger, GroupTable table, PlacementGroup group, int partition = 0, int vcpus = 1) =>
        PlacementPipeline.Place(ledger, World.Request(vcpus, 1) with { Group = table.For(group, partition) }, PlacementProfiles.Spread);

    public static readonly Gen<GroupRule> GenRule =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[1, 3], Gen.Bool, (kind, level, limit, hard) => (GroupRuleKind)kind switch
        {
            GroupRuleKind.Affinity => GroupRule.Affinity((DomainLevel)level, hard),
            GroupRuleKind.AntiAffinity => GroupRule.AntiAffinity((DomainLevel)level, limit, hard),
            GroupRuleKind.Spread => GroupRule.Spread((DomainLevel)level, limit, hard),
            GroupRuleKind.PartitionAffinity => GroupRule.PartitionAffinity((DomainLevel)level),
            GroupRuleKind.PartitionAntiAffinity => GroupRule.PartitionAntiAffinity((DomainLevel)level),
        });

    /// <summary>Random hosts in up to six racks and three zones, in no order.</summary>
    public static Gen<HostDescription[]> GenHosts(int most) =>
        Gen.Select(World.GenHosts(most), Gen.Int[1, 6], Gen.Int[1, 3], (hosts, racks, zones) => hosts.Select((host, index) => host with
        {
            Rack = $"r{index % racks}",
            Zone = new($"z{index / 2 % zones + 1}"),
        }).ToArray());
}
