using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Residents;
using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Rebalancing;

/// <summary>Drain and evacuation: instances on the hosts to be emptied.</summary>
/// <param name="hosts">Which hosts.</param>
public sealed class FewestOnHosts(IReadOnlySet<int> hosts) : IRebalancingObjective
{
    public string Name => "instances on the hosts to be emptied";

    public double Cost(ResidentWorld world, int host) => hosts.Contains(host) ? world.On(host).Count : 0;

    public double Urgency(ResidentWorld world, int host) => hosts.Contains(host) ? world.On(host).Count : double.NegativeInfinity;
}

/// <summary>
/// Consolidation: minus the square of the used share, so that moving from an emptier host to a fuller one pays, step by step, and an empty
/// host is what it ends in.
/// </summary>
public sealed class FewestHostsInUse : IRebalancingObjective
{
    public string Name => "spread of use over hosts (minus the sum of squared used shares)";

    public double Cost(ResidentWorld world, int host)
    {
        var used = UsedShare(world.Ledger.View(host));
        return -used * used;
    }

    public double Urgency(ResidentWorld world, int host) =>
        world.On(host).Count == 0 ? double.NegativeInfinity : -UsedShare(world.Ledger.View(host));

    /// <summary>What is promised of a host, 0 to 1: the mean of CPU and memory.</summary>
    public static double UsedShare(in HostView host) => 1 - (host.FreeVcpuShare + host.FreeMemoryShare) / 2;
}

/// <summary>
/// Defragmentation: minus the guests of one type that would fit, and a little for slots that are nearly whole, so that two moves of which only
/// the second completes a slot are found one by one.
/// </summary>
/// <param name="guest">The type.</param>
public sealed class MostSlots(GuestType guest) : IRebalancingObjective
{
    /// <summary>A NUMA node counts at most this much for what is short of a slot. Below one slot for the 16 NUMA nodes that a move can touch.</summary>
    private const double NearlyWhole = 0.05;

    public string Name => "minus the free slots of the guest type";

    public double Cost(ResidentWorld world, int host)
    {
        var view = world.Ledger.View(host);
        return view.IsCordoned ? 0 : -SlotCount.Of(view, guest) - NearlyWhole * Partial(view);
    }

    public double Won(ResidentWorld world, int host) =>
        world.Ledger.View(host) is { IsCordoned: false } view ? SlotCount.Of(view, guest) : 0;

    /// <summary>vCPUs that are free and in no slot.</summary>
    public double Urgency(ResidentWorld world, int host)
    {
        var view = world.Ledger.View(host);
        if (view.IsCordoned || world.On(host).Count == 0) return double.NegativeInfinity;
        var free = 0;
        foreach (var vcpus in view.FreeVcpus) free += vcpus;
        return free - SlotCount.Of(view, guest) * guest.Vcpus;
    }

    private double Partial(in HostView host)
    {
        var parts = Math.Max(1, guest.NumaNodes);
        var (sum, cpu, memory) = (0.0, guest.Vcpus / (double)parts, guest.MemoryMib / (double)parts);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            var whole = Math.Max(0, Math.Min(host.FreeVcpus[numa] / cpu, host.FreeMemoryMib[numa] / memory));
            var part = whole - Math.Floor(whole);
            sum += part * part;
        }

        return sum;
    }
}

/// <summary>Hot spots: the square of the busy share above the limit.</summary>
/// <param name="hotAbove">The limit, a share of the host's threads.</param>
public sealed class CoolestHosts(double hotAbove) : IRebalancingObjective
{
    public string Name => "squared busy share above the limit";

    public double Cost(ResidentWorld world, int host)
    {
        var above = Math.Max(0, BusyShare(world, host) - hotAbove);
        return above * above;
    }

    public double Urgency(ResidentWorld world, int host) => BusyShare(world, host) is var busy && busy > hotAbove ? busy : double.NegativeInfinity;

    /// <summary>Threads that the guests keep busy, as a share of the host's; above 1 when they want more than there is.</summary>
    public static double BusyShare(ResidentWorld world, int host)
    {
        var threads = 0;
        foreach (var numaNode in world.Ledger.Hosts[host].NumaNodes) threads += numaNode.Threads;
        var busy = 0.0;
        foreach (var resident in world.On(host)) busy += resident.BusyThreads ?? resident.Request.Shape.Vcpus;
        return threads == 0 ? 0 : busy / threads;
    }
}
