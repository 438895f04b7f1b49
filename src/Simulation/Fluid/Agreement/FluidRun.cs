using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Domain.Iaas;

namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>A scenario in the fluid model: one tick.</summary>
internal static class FluidRun
{
    public static IReadOnlyList<AgreementMeasures> Measure(AgreementScenario scenario)
    {
        var fleet = new FluidFleet();
        var host = fleet.AddHost(new FluidPlatform(scenario.Profile(), options: new FluidOptions { Scheduler = scenario.Scheduler, ReservedBytes = 0 }));
        var id = 0;
        foreach (var guest in scenario.Guests)
            for (var i = 0; i < guest.Count; i++) host.Add(id++, Guest(guest));
        fleet.Tick(1);
        id = 0;
        var measures = new List<AgreementMeasures>();
        foreach (var guest in scenario.Guests)
        {
            var state = host.GuestState(id);
            measures.Add(new(state.CpuGranted, state.StealShare, state.Throttled, state.Speed, state.Exits));
            id += guest.Count;
        }

        return measures;
    }

    private static FluidGuest Guest(AgreementGuest guest) => new()
    {
        Kind = guest.IsVm ? InstanceKind.VirtualMachine : InstanceKind.Container,
        Vcpus = guest.Vcpus, Demand = guest.Demand, BurstSeconds = guest.BurstMs / 1000,
        Weight = guest.Nice is { } nice ? 100.0 * NiceWeights.Weight(nice) / NiceWeights.Weight(0) : guest.Weight,
        QuotaCpus = guest.QuotaCpus > 0 ? guest.QuotaCpus : double.PositiveInfinity,
        Floats = true, Exits = guest.Exits,
        // The machine knows no shared caches: so little traffic that contention stays out of it.
        Cache = new FluidCacheUse { Apki = 0, RandomApki = 0, PrivateBytes = guest.PrivateBytes },
        Memory = new FluidMemoryUse { SizeBytes = 1 << 20, TouchedBytes = 0, WorkingSetBytes = 0 },
    };
}
