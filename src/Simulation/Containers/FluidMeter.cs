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
    public void Count(in FluidGuestState state, double seconds)
    {
        var (was, disk) = (Meter, state.Disk);
        var (operations, bytes) = (disk.PerSecond * seconds, disk.BitsPerSecond / 8 * seconds);
        // A task waits for a processor when it is runnable and does not run, whether others run or its quota is used up.
        var waiting = Math.Min(1, (state.Steal + state.Throttled) / Math.Max(1, Fact.Shape.Vcpus));
        Meter = was with
        {
            UptimeSeconds = was.UptimeSeconds + seconds,
            CpuSeconds = was.CpuSeconds + (state.CpuGranted * seconds),
            ThrottledSeconds = was.ThrottledSeconds + (state.Throttled * seconds),
            ThrottledPeriods = was.ThrottledPeriods + (state.Throttled > 1e-9 ? seconds * 1e6 / Limits.PeriodUs : 0),
            MemoryBytes = state.Pages.Resident,
            SwapBytes = state.Pages.Swapped,
            Reads = was.Reads + (operations * load.ReadFraction),
            Writes = was.Writes + (operations * (1 - load.ReadFraction)),
            ReadBytes = was.ReadBytes + (bytes * load.ReadFraction),
            WriteBytes = was.WriteBytes + (bytes * (1 - load.ReadFraction)),
            CpuPressure = was.CpuPressure.Update(waiting * seconds, seconds),
            MemoryPressure = was.MemoryPressure.Update(Math.Min(1, state.Pages.Slowdown) * seconds, seconds),
            IoPressure = was.IoPressure.Update(Math.Min(1, disk.PerSecond * disk.LatencyUs / 1e6) * seconds, seconds),
        };
    }
}
