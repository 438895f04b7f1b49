using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Tests.Fleet;

/// <summary>Small worlds for tests.</summary>
internal static class Worlds
{
    public const long SecondNs = 1_000_000_000;

    public static Dictionary<string, PoolPolicy> Pools { get; } = new(StringComparer.Ordinal) { ["plain"] = new("plain", 1, 1, true) };

    public static HostDescription Host(int number, int numaNodes = 2) => new(
        new($"z1-r01-h{number:00}"), new("z1"), "r01", "imported", "default", "plain",
        [.. Enumerable.Range(0, numaNodes).Select(_ => new NumaNodeDescription(8, 2, 32_768))], 100);

    public static SimulatedFleet Fleet(int hosts, FleetOptions? options = null) =>
        new(new EventLoop(), [.. Enumerable.Range(1, hosts).Select(number => Host(number))], Pools, options ?? new());

    public static InstanceId Instance(int number) => new(new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1));

    public static EnsureInstance Ensure(
        HostId host, InstanceId id, long generation, DesiredPower power = DesiredPower.Running, int vcpus = 2, long memoryMib = 1024,
        InstanceKind kind = InstanceKind.MicroVm, int reboots = 0, string image = "debian-13") => new(
        host, id, new(generation), power, reboots, kind, new(vcpus, memoryMib, 1, 1, CpuPolicy.Shared), new(image),
        new(host, 1, [new(0, vcpus, memoryMib, [])]));
}

/// <summary>Keeps what hosts say; can be full.</summary>
internal sealed class ReportLog : IHostReports
{
    public List<HostReport> Reports { get; } = [];

    public int Room { get; set; } = int.MaxValue;

    public bool TryReport(HostReport report)
    {
        if (Room == 0) return false;
        Room--;
        Reports.Add(report);
        return true;
    }
}
