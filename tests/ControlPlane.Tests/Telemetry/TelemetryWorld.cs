using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Telemetry;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tests.Telemetry;

/// <summary>A store of a small region and ticks to tell it.</summary>
internal sealed class TelemetryWorld
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TelemetryWorld(TelemetryLimits? limits = null, int hostsPerZone = 2, int zones = 2)
    {
        Region = World.MakeRegion(hostsPerZone, zones, cores: 4, memoryMib: 8_192, cpuRatio: 2);
        Store = new(Region, limits ?? new());
    }

    public RegionDescription Region { get; }

    public TelemetryStore Store { get; }

    public DateTimeOffset Now { get; private set; } = Start;

    public static InstanceId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    /// <summary>A sample whose rates and sizes are all the same value.</summary>
    public static InstanceSample Sample(int number, float value)
    {
        var sample = new InstanceSample(Id(number));
        foreach (var metric in Enum.GetValues<InstanceMetric>()) sample[metric] = value;
        return sample;
    }

    public static HostSample HostOf(float granted)
    {
        var sample = new HostSample();
        sample[HostMetric.Threads] = 8;
        sample[HostMetric.CpuGranted] = granted;
        sample[HostMetric.Power] = 100;
        return sample;
    }

    /// <summary>One tick; hosts that are not named go on as they were.</summary>
    public void Tick(double seconds, params (int Host, InstanceSample[] Instances)[] hosts)
    {
        Now = Now.AddSeconds(seconds);
        Store.BeginTick(Now, seconds);
        foreach (var (host, instances) in hosts)
            Store.Host(Region.Hosts[host].Id, HostOf(instances.Sum(sample => sample[InstanceMetric.CpuGranted])), [new(0.5f, 0.25f, 1e9f, 1.5f)], instances);
        Store.EndTick();
    }

    public void Gap(double seconds) => Now = Now.AddSeconds(seconds);

    public TelemetryReading Of(int instance, params string[] names) => Store.Read(TelemetrySubject.Of(Id(instance)), new(names, null, null, null));

    public double Total(int instance) => Of(instance, "cpu.granted").Series[0].Total!.Value;
}
