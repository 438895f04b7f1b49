using Cloud.Domain.Iaas.Workloads;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Guests;

/// <summary>
/// The load of a workload as a function of time and seed: nothing is remembered, so any moment can be asked for, and the same question has
/// the same answer. Constant over <see cref="IntervalSeconds"/>.
/// </summary>
public static class WorkloadCourse
{
    /// <summary>How long a load stays as it is, world seconds: vmstat's and top's usual interval [E].</summary>
    public const int IntervalSeconds = 5;

    /// <summary>Touched memory changes in steps of this share, so that a slow growth does not compile a guest at every step [E].</summary>
    private const double MemoryStep = 1.0 / 32;

    private const double Day = 86_400;

    /// <summary>The load at a moment.</summary>
    /// <param name="workload">What it does.</param>
    /// <param name="recorded">Its recording, for a trace; null when there is none, and then it idles.</param>
    /// <param name="vcpus">Its vCPUs.</param>
    /// <param name="seed">Its own.</param>
    /// <param name="seconds">World time, seconds; fractions of a day since midnight decide the time of day.</param>
    /// <param name="upSeconds">Since it became ready.</param>
    public static GuestLoad At(Workload workload, Recording? recorded, int vcpus, ulong seed, double seconds, double upSeconds)
    {
        switch (workload.Kind)
        {
            case WorkloadKind.Trace:
                return recorded?.At(seconds) ?? Steady(WorkloadShape.Idle);
            case WorkloadKind.Schedule:
                var point = PointAt(workload, upSeconds);
                return point is null ? Steady(WorkloadShape.Idle) : new(Math.Clamp(point.Cpu, 0, 1), 1, Math.Clamp(point.Memory, 0, 1));
            case WorkloadKind.Batch:
                return Jobs(seed, upSeconds);
            case WorkloadKind.MemoryHog:
                return new(WorkloadShape.MemoryHog.BaseCpu, 0, Fill(upSeconds));
            default:
                return Served(workload, WorkloadShape.Of(workload.Kind), vcpus, seed, seconds);
        }
    }

    /// <summary>The point of a schedule that holds; null when there is none.</summary>
    public static WorkloadPoint? PointAt(Workload workload, double upSeconds)
    {
        var within = upSeconds % (workload.RepeatSeconds ?? Day);
        WorkloadPoint? at = null;
        foreach (var point in workload.Points)
        {
            if (point.Seconds > within) break;
            at = point;
        }

        return at;
    }

    /// <summary>Mean units per second when nothing swings.</summary>
    public static double Rate(Workload workload, int vcpus) => workload.RatePerSecond ?? (WorkloadShape.Of(workload.Kind).RatePerVcpu * vcpus);

    /// <summary>The most units per second that it ever asks.</summary>
    public static double PeakRate(Workload workload, int vcpus)
    {
        var shape = WorkloadShape.Of(workload.Kind);
        return Rate(workload, vcpus) * (1 + shape.Swing) * (1 + shape.Noise);
    }

    private static GuestLoad Steady(WorkloadShape shape) => new(shape.BaseCpu, 0, shape.Touched);

    private static GuestLoad Served(Workload workload, WorkloadShape shape, int vcpus, ulong seed, double seconds)
    {
        if (shape.RatePerVcpu <= 0) return Steady(shape);
        var factor = (1 + (shape.Swing * Sine((seconds / Day) - Phase(seed)))) * (1 + (shape.Noise * ((2 * Uniform(seed, Slot(seconds))) - 1)));
        var cpu = shape.BaseCpu + (Rate(workload, vcpus) * factor * shape.CpuSecondsPerUnit / vcpus);
        return new(Math.Min(1, cpu), factor / ((1 + shape.Swing) * (1 + shape.Noise)), shape.Touched);
    }

    private static GuestLoad Jobs(ulong seed, double upSeconds)
    {
        const double Cycle = WorkloadShape.JobSeconds + WorkloadShape.PauseSeconds;
        var at = (upSeconds + (Uniform(seed, 0) * Cycle)) % Cycle;
        var shape = WorkloadShape.Batch;
        return new(at < WorkloadShape.JobSeconds ? shape.BaseCpu : WorkloadShape.Idle.BaseCpu, 0, shape.Touched);
    }

    private static double Fill(double upSeconds) =>
        Math.Min(1, 0.25 + (Math.Floor(0.75 * Math.Min(1, upSeconds / WorkloadShape.FillSeconds) / MemoryStep) * MemoryStep));

    private static long Slot(double seconds) => (long)Math.Floor(seconds / IntervalSeconds);

    /// <summary>Peaks lie up to two hours around the evening: not everybody's users sleep at the same time [E].</summary>
    private static double Phase(ulong seed) => 0.55 + ((Uniform(seed, -1) - 0.5) / 6);

    /// <summary>The sine of a full turn as a parabola, within 6 % [E]: the same bits on every processor.</summary>
    private static double Sine(double turns)
    {
        var x = 2 * (turns - Math.Floor(turns));
        return x < 1 ? 4 * x * (1 - x) : -4 * (x - 1) * (2 - x);
    }

    /// <summary>Uniform in [0, 1) by seed and number, without state (SplitMix64, as <see cref="SimRandom"/> seeds itself).</summary>
    internal static double Uniform(ulong seed, long number)
    {
        var z = seed + ((ulong)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / 9007199254740992.0);
    }
}
