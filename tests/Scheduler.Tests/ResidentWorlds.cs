using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;
using CsCheck;

namespace Cloud.Scheduler.Tests;

/// <summary>Worlds whose instances have names, priorities and groups.</summary>
internal static class ResidentWorlds
{
    public static readonly PlacementGroup[] Groups =
    [
        new(new("apart"), GroupRule.AntiAffinity(DomainLevel.Host)),
        new(new("racks"), GroupRule.AntiAffinity(DomainLevel.Rack, 2)) { MaxDisrupted = 2 },
        new(new("level"), GroupRule.Spread(DomainLevel.Rack, 2)),
    ];

    public static InstanceId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static ResidentWorld Of(IReadOnlyList<HostDescription> hosts, params IEnumerable<Resident> residents) => new(hosts, World.Pools, residents, []);

    public static ResidentWorld Copy(ResidentWorld world) => Of([.. world.Ledger.Hosts], Residents(world));

    public static IEnumerable<Resident> Residents(ResidentWorld world) => Enumerable.Range(0, world.Ledger.Hosts.Count).SelectMany(world.On);

    public static string State(ResidentWorld world) => World.State(world.Ledger) + "\n"
        + string.Join('\n', Enumerable.Range(0, world.Ledger.Hosts.Count).Select(host => string.Join(' ', world.On(host).Select(resident => resident.Id)))) + "\n"
        + string.Join(' ', Groups.Select(group => world.Groups.Count(group.Id)));

    /// <summary>Places residents one after another, keeping the rules of their groups; those that do not fit are left out.</summary>
    public static ResidentWorld Fill(IReadOnlyList<HostDescription> hosts, IEnumerable<Resident> residents, PlacementProfile profile)
    {
        var world = Of(hosts);
        foreach (var resident in residents)
        {
            if (PlacementPipeline.Place(world.Ledger, world.Ask(resident).Request, profile).Placement is { } placement) world.Add(resident with { Placement = placement });
        }

        return world;
    }

    public static readonly Gen<Resident> GenResident = Gen.Select(
        Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[1, 2], Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 20], Gen.Int[0, 9],
        (vcpus, gib, numaNodes, group, priority, lost, kind) => new Resident(
            default, World.Request(vcpus * numaNodes, gib * numaNodes, numaNodes), World.On("none"))
        {
            Group = group < Groups.Length ? Groups[group] : null,
            Priority = priority,
            IsSpot = kind > 2,
            LostWorkSeconds = lost,
            TouchedMib = 1024 * gib,
            DirtyMibPerSecond = kind,
            Obstacles = kind == 9 ? ["it owns a device"] : [],
        });

    public static Gen<ResidentWorld> GenWorld(int hosts, int residents, PlacementProfile profile) =>
        GenResident.Array[residents / 2, residents].Select(all => Fill(
            GroupWorlds(hosts), all.Select((resident, index) => resident with { Id = Id(index + 1) }), profile));

    private static HostDescription[] GroupWorlds(int hosts) => Tests.Groups.GroupWorld.Hosts(hosts, 2);
}
