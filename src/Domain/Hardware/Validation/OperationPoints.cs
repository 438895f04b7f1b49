using Cloud.Domain.Hardware.Costs.Energy;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Migration;
using static Cloud.Domain.Hardware.Validation.ValidationCheck;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>V72 to V78: migration, power, colocation.</summary>
internal static class OperationPoints
{
    private const double MB = 1e6;

    public static IReadOnlyList<PointModel> All { get; } =
    [
        new("V72", "Hot working sets from memory of the paper [R]: 18.2 MB (SPECweb99) and 0.15 MB (Quake 3) rewritten faster than 1 Gb/s can send. Below the band for Quake: its last transfer is 1 ms, so the published 60 ms are almost all switch-over, which took twice the model's 30 ms on machines of 2004.",
        [
            Predict("SPECweb99 downtime", 210, "ms", 0.3, () => Downtime(800 * MB, 18.2 * MB)), Predict("Quake 3 downtime", 60, "ms", 0.3, () => Downtime(64 * MB, 0.15 * MB)),
        ]),
        new("V73", "", [Given("downtime limit", 300, "ms", () => MigrationConstants.DowntimeLimitMs), Given("bandwidth", 128, "MiB/s", () => MigrationConstants.BandwidthMibs)]),
        new("V74", "", [.. Curve("hp-ml110-g4", 86, 117), .. Curve("hp-ml110-g5", 93.7, 135)]),
        new("V75", "", [.. Curve("lenovo-sr665-7763", 108, 455), .. Curve("hpe-dl380g10p-8380", 127, 619), .. Curve("nettrix-r620-8352y", 137, 491)]),
        new("V76", "32 cores: eight of a latency-critical service at 80 % load with a cache way each; a controller adds best-effort cores with capped bandwidth until the service would slow down by more than 5 %. The mix and the caps are ours; it stops at all cores, not at the tolerance. A demonstration.",
            [Fit("utilisation within the service's tolerance", 90, 85, 100, "%", () => 100 * Colocation())]),
        new("V77", "The same instance type on two kinds of hosts; within a kind, steal spreads from 0 to 5 %. Above 1 the two bands do not overlap. The choice of hosts and the width are ours. A demonstration.",
            [Fit("gap between the bands over their width", 1, 1, double.PositiveInfinity, "ratio", TwoBands)]),
        new("V78", "Needs slow-downs measured on real workloads, which the sheet does not hold. The agreement of the fluid with the event-level model is another test.", []),
    ];

    private static double Downtime(double memory, double hot) =>
        1000 * PreCopy.Run(new(memory, 10 * 110 * MB, 110 * MB, 0) { WorkingSet = hot, IterationsMax = MigrationConstants.XenIterations.ToInt32() }).TotalDowntimeSeconds;

    private static ValidationCheck[] Curve(string name, double idle, double peak) =>
    [
        Given(name + ", idle", idle, "W", () => EnergyConstants.Curves[name].IdleWatts, 0), Given(name + ", full", peak, "W", () => EnergyConstants.Curves[name].PeakWatts, 0),
    ];

    private static double Colocation()
    {
        const int cores = 32, critical = 8;
        var system = new SharedMemorySystem(48 << 20, 12, 22, 80, 170, 2.6);
        var service = new Neighbour(0.9, 10, new(0.1, 4 << 20, 0.5, 0.01, 32 << 20), 4, OwnWays: 1);
        var batch = new Neighbour(0.7, 30, new(0.6, 8 << 20, 0.5, 0.1, 1e12), 6, BandwidthCap: 0.02);
        var alone = ServiceCpi(system, service, batch, critical, 0);
        var added = 0;
        while (critical + added < cores && ServiceCpi(system, service, batch, critical, added + 1) <= alone * (1 + IsolationConstants.Tolerance)) added++;
        return ((0.8 * critical) + added) / cores;
    }

    private static double ServiceCpi(in SharedMemorySystem system, Neighbour service, Neighbour batch, int critical, int added)
    {
        var states = new NeighbourState[critical + added];
        Neighbours.Solve(system, [.. Enumerable.Repeat(service, critical), .. Enumerable.Repeat(batch, added)], states);
        return states[0].Cpi;
    }

    private static double TwoBands()
    {
        double slow = HardwareProfiles.Get("xeon-6338-2s").Clock.AllCoreGhz, fast = HardwareProfiles.Get("epyc-7763-2s").Clock.AllCoreGhz;
        return ((fast * 0.95) - slow) / Math.Max(fast * 0.05, slow * 0.05);
    }
}
