using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Containers;

/// <summary>How what the fluid model finds becomes counters of a control group.</summary>
internal static class MeterCounting
{
    /// <summary>A state that held for so long.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="vcpus">Most threads that may run at once.</param>
    /// <param name="periodUs">Period of cpu.max, µs.</param>
    /// <param name="readFraction">Share of its drive operations that read.</param>
    public static ContainerMeter Count(this in ContainerMeter was, in FluidGuestState state, double seconds, int vcpus, double periodUs, double readFraction)
    {
        var disk = state.Disk;
        var (operations, bytes) = (disk.PerSecond * seconds, disk.BitsPerSecond / 8 * seconds);
        // A task waits for a processor when it is runnable and does not run, whether others run or its quota is used up.
        var waiting = Math.Min(1, (state.Steal + state.Throttled) / Math.Max(1, vcpus));
        return was with
        {
            UptimeSeconds = was.UptimeSeconds + seconds,
            CpuSeconds = was.CpuSeconds + (state.CpuGranted * seconds),
            ThrottledSeconds = was.ThrottledSeconds + (state.Throttled * seconds),
            ThrottledPeriods = was.ThrottledPeriods + (state.Throttled > 1e-9 ? seconds * 1e6 / periodUs : 0),
            MemoryBytes = state.Pages.Resident,
            SwapBytes = state.Pages.Swapped,
            Reads = was.Reads + (operations * readFraction),
            Writes = was.Writes + (operations * (1 - readFraction)),
            ReadBytes = was.ReadBytes + (bytes * readFraction),
            WriteBytes = was.WriteBytes + (bytes * (1 - readFraction)),
            CpuPressure = was.CpuPressure.Update(waiting * seconds, seconds),
            MemoryPressure = was.MemoryPressure.Update(Math.Min(1, state.Pages.Slowdown) * seconds, seconds),
            IoPressure = was.IoPressure.Update(Math.Min(1, disk.PerSecond * disk.LatencyUs / 1e6) * seconds, seconds),
        };
    }
}
