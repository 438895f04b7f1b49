using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Containers;

/// <summary>Counts what the fluid model finds for one guest.</summary>
internal sealed class FluidMeter(long number, GuestFact fact, ImageLoad load)
{
    /// <summary>The guest's number in the fluid model.</summary>
    public long Number { get; } = number;

    public GuestFact Fact { get; } = fact;

    public ContainerLimits Limits { get; set; } = ContainerLimits.None;

    public ContainerMeter Meter { get; private set; }

    /// <summary>A state that held for so long.</summary>
    public void Count(in FluidGuestState state, double seconds) =>
        Meter = Meter.Count(state, seconds, Fact.Shape.Vcpus, Limits.PeriodUs, load.ReadFraction);
}
