using System.Globalization;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Iaas;

namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>
/// What the event-level machine does not model, or takes as given, held to the formulas of the cost model: NUMA distance, shared cache and
/// bandwidth, translation, the division of memory.
/// </summary>
internal static class ClosedForms
{
    private const double Tolerance = 0.03;
    private static readonly HardwareProfile Milan = HardwareProfiles.Get("epyc-7763-2s");
    private static readonly HardwareProfile Xeon = HardwareProfiles.Get("xeon-6338-2s");

    public static IEnumerable<AgreementRow> Rows() => [.. Steals(), .. Distances(), .. Caches(), .. Bandwidths(), Exits(), Memory()];

    public static string Explanation(string scenario) => scenario is "form-steal"
        ? "The formula of 7.5 asks which part of a fixed demand finds no processor at a moment. In the fluid model, as in the machine, a vCPU that had to wait "
          + "sleeps later and asks for less, so a smaller part of its demand is lost; the first round of the iteration is the formula. Compare the rows sleep-*."
        : "";

    private static IEnumerable<AgreementRow> Steals()
    {
        foreach (var (vcpus, threads, demand) in new[] { (16, 8, 0.5), (16, 8, 0.25), (32, 8, 0.25), (64, 16, 0.25), (64, 16, 0.2) })
        {
            var scenario = new AgreementScenario("form", "", threads, 1, new AgreementGuest("vm", vcpus, 1, demand) { IsVm = true });
            var fluid = FluidRun.Measure(scenario)[0];
            yield return new("form-steal", string.Create(CultureInfo.InvariantCulture, $"{vcpus} vCPUs on {threads}, {demand * 100:F0} %"), "demand not served", Steal.Fraction(vcpus, threads, demand), 1 - (fluid.Granted / demand), 0.03, IsRelative: false);
        }
    }

    private static FluidGuest Streamer(double apki, double[] cpu, double[] memory, double mib = 4096) => new()
    {
        Kind = InstanceKind.Container, CpuShares = cpu, MemoryShares = memory,
        Cache = new FluidCacheUse { Apki = apki, RandomApki = 0, CpiBase = 0.8, Curve = new MissCurve(0.5, 8 << 20, 0.5, 0.02, mib * (1 << 20)) },
    };

    private static FluidHost Solve(HardwareProfile profile, params IEnumerable<FluidGuest> guests)
    {
        var fleet = new FluidFleet();
        var host = fleet.AddHost(new FluidPlatform(profile, options: new FluidOptions { HasOverheads = false }));
        var id = 0;
        foreach (var guest in guests) host.Add(id++, guest);
        fleet.Tick(1);
        return host;
    }

    /// <summary>Remote memory against local: the difference is the stall fraction times the ratio of latencies (8.7).</summary>
    private static IEnumerable<AgreementRow> Distances()
    {
        foreach (var (name, memory) in new[] { ("half remote", new[] { 0.5, 0.5 }), ("all remote", [0.0, 1.0]) })
        {
            var local = Solve(Milan, Streamer(10, [1, 0], [1, 0])).GuestState(0);
            var guest = Solve(Milan, Streamer(10, [1, 0], memory)).GuestState(0);
            var matrix = Milan.DefaultNumaMode.LatencyNs;
            var stall = Streamer(10, [1, 0], [1, 0]).Cache.Apki / 1000 * local.Memory.MissRatio * matrix[0, 0] * Milan.Clock.AllCoreGhz / 4 / local.Memory.Cpi;
            var expected = NumaAccess.Slowdown(NumaAccess.MeanNs(matrix, 0, memory), matrix[0, 0], stall);
            yield return new("form-numa", name, "slow-down", expected, guest.Memory.Cpi / local.Memory.Cpi, Tolerance, IsRelative: true);
        }
    }

    /// <summary>Two guests under one cache against the iterated fixed point of 9.1.</summary>
    private static IEnumerable<AgreementRow> Caches()
    {
        FluidGuest[] guests = [Streamer(10, [1, 0], [1, 0]), Streamer(40, [1, 0], [1, 0])];
        var host = Solve(Xeon, guests);
        var states = Iterate(Xeon, guests);
        for (var i = 0; i < guests.Length; i++)
        {
            yield return new("form-cache", string.Create(CultureInfo.InvariantCulture, $"APKI {guests[i].Cache.Apki:F0}"), "miss ratio", states[i].MissRatio, host.GuestState(i).Memory.MissRatio, 0.1, IsRelative: true);
            yield return new("form-cache", string.Create(CultureInfo.InvariantCulture, $"APKI {guests[i].Cache.Apki:F0}"), "CPI", states[i].Cpi, host.GuestState(i).Memory.Cpi, 0.05, IsRelative: true);
        }
    }

    /// <summary>Streaming neighbours up to saturation, against the same.</summary>
    private static IEnumerable<AgreementRow> Bandwidths()
    {
        foreach (var count in new[] { 4, 12, 24, 30 })
        {
            var guests = Enumerable.Range(0, count).Select(_ => Streamer(60, [1, 0], [1, 0])).ToArray();
            var host = Solve(Xeon, guests);
            var state = Iterate(Xeon, guests)[0];
            yield return new("form-bandwidth", string.Create(CultureInfo.InvariantCulture, $"{count} streamers"), "CPI", state.Cpi, host.GuestState(0).Memory.Cpi, 0.05, IsRelative: true);
            yield return new("form-bandwidth", string.Create(CultureInfo.InvariantCulture, $"{count} streamers"), "GB/s each", state.TrafficGBs, host.GuestState(0).Memory.TrafficGBs, 0.05, IsRelative: true);
        }
    }

    private static NeighbourState[] Iterate(HardwareProfile profile, FluidGuest[] guests)
    {
        var cache = profile.Cache(CacheName.L3)!;
        var mode = profile.DefaultNumaMode;
        var system = new SharedMemorySystem(cache.SizeBytes, cache.Ways, cache.LatencyNs(profile.Clock), mode.LatencyNs[0, 0], mode.BandwidthGBs[0, 0], profile.Clock.AllCoreGhz);
        var states = new NeighbourState[guests.Length];
        Neighbours.Solve(system, [.. guests.Select(g => new Neighbour(g.Cache.CpiBase, g.Cache.Apki, g.Cache.Curve, g.Cache.Overlap))], states);
        return states;
    }

    /// <summary>The law of 7.4 with its test vector.</summary>
    private static AgreementRow Exits()
    {
        ExitRate[] rates = [new(ExitReason.Kick, 20_000), new(ExitReason.DeviceInUserSpace, 5000)];
        var host = Solve(Xeon, new FluidGuest { Kind = InstanceKind.MicroVm, Exits = rates, Cache = new FluidCacheUse { Apki = 0, RandomApki = 0 }, CpuShares = [1, 0] });
        var overhead = CpuOverhead.Fraction(ExitTable.Of(Xeon), rates, Xeon.Clock.AllCoreGhz);
        return new("form-exits", "20,000 kicks, 5,000 user exits", "speed", CpuOverhead.GuestSpeed(overhead, 0, 0), host.GuestState(0).Speed, 0.001, IsRelative: true);
    }

    /// <summary>Two equal shares, one less active: where taking from the lowest ratio of 8.2 ends.</summary>
    private static AgreementRow Memory()
    {
        var fleet = new FluidFleet();
        var platform = new FluidPlatform(Xeon, options: new FluidOptions { ReservedBytes = 0 });
        var host = fleet.AddHost(platform);
        var memory = new FluidMemoryUse { SizeBytes = 300e9, TouchedBytes = 300e9, Shares = 1000 };
        var guest = new FluidGuest { Kind = InstanceKind.MicroVm, Demand = 0.1 };
        host.Add(0, guest with { Memory = memory with { WorkingSetBytes = 60e9 } });
        host.Add(1, guest with { Memory = memory with { WorkingSetBytes = 180e9 } });
        while (fleet.Seconds < 10_000)
        {
            fleet.Tick(10);
            if (fleet.Solved == 0) break;
        }

        var left = host.GuestState(0).Pages.Resident + host.GuestState(1).Pages.Resident;
        Span<double> pages = stackalloc double[2];
        IdleTax.Equilibrium([new MemoryClient(1000, 300e9, 0.2, 0, 300e9), new MemoryClient(1000, 300e9, 0.6, 0, 300e9)], left, ReclaimConstants.IdleTax, 1e8, pages);
        return new("form-memory", "20 % active beside 60 %", "GB resident", pages[0] / 1e9, host.GuestState(0).Pages.Resident / 1e9, 0.01, IsRelative: true);
    }
}
