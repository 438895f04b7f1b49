namespace Cloud.Domain.Iaas.Workloads;

/// <summary>
/// What a profile asks when it is as busy as it gets. Of the vCPUs and of the memory unless a name says otherwise. All [E]: orders of
/// magnitude of the named software on one core, chosen so that the profiles differ in what they are short of.
/// </summary>
/// <param name="CpuSecondsPerUnit">Work of one request, transaction or packet.</param>
/// <param name="RatePerVcpu">Mean rate per vCPU when none is given.</param>
/// <param name="PacketsPerUnit">Packets in and out.</param>
/// <param name="DiskPerUnit">4 KiB disk operations.</param>
/// <param name="BaseCpu">Busy share without any unit.</param>
/// <param name="Touched">Share of the memory that it has touched.</param>
/// <param name="Working">Share of the touched memory that it comes back to.</param>
/// <param name="Swing">Amplitude over a day, 0 to 1: the rate is mean × (1 + swing × sine).</param>
/// <param name="Noise">Largest deviation from one interval to the next, 0 to 1.</param>
/// <param name="BurstSeconds">Work between two sleeps of a vCPU.</param>
/// <param name="Apki">Last-level cache accesses per thousand instructions.</param>
/// <param name="ExitsPerSecond">Exits of a vCPU per second of work, besides those of its I/O.</param>
public sealed record WorkloadShape(
    double CpuSecondsPerUnit, double RatePerVcpu, double PacketsPerUnit, double DiskPerUnit, double BaseCpu, double Touched, double Working,
    double Swing, double Noise, double BurstSeconds, double Apki, double ExitsPerSecond)
{
    /// <summary>Source: timers and daemons of an idle cloud image keep a vCPU below 1 % [E].</summary>
    public static WorkloadShape Idle { get; } = new(0, 0, 0, 0, 0.006, 0.15, 0.1, 0, 0, 0.0002, 1, 500);

    /// <summary>Source: 2 ms of work and 6 packets a request, a dynamic page [E]; a day's swing of 0.6 as in published traces of web front ends [E].</summary>
    public static WorkloadShape Web { get; } = new(0.002, 120, 6, 0.05, 0.01, 0.35, 0.5, 0.6, 0.25, 0.0005, 6, 2_000);

    /// <summary>Source: pgbench-like transactions, 1 ms of work and 3 blocks each, buffers of 60 % of the memory [E].</summary>
    public static WorkloadShape Database { get; } = new(0.001, 250, 4, 3, 0.02, 0.6, 0.6, 0.3, 0.15, 0.0003, 12, 2_000);

    /// <summary>Source: compiles and renders: a vCPU that does not sleep for 10 ms [E].</summary>
    public static WorkloadShape Batch { get; } = new(0, 0, 0, 0, 0.98, 0.4, 0.8, 0, 0, 0.01, 4, 1_000);

    /// <summary>Source: a process that writes each of its pages in turn [E].</summary>
    public static WorkloadShape MemoryHog { get; } = new(0, 0, 0, 0, 0.3, 1, 0.9, 0, 0, 0.002, 25, 1_000);

    /// <summary>Source: 1.5 µs a packet through a kernel router: 0.6 Mpps a core [E].</summary>
    public static WorkloadShape NetworkFunction { get; } = new(0.0000015, 200_000, 1, 0, 0.02, 0.2, 0.3, 0.3, 0.2, 0.00005, 8, 1_000);

    /// <summary>What is recorded or written down: no load of its own.</summary>
    public static WorkloadShape Given { get; } = new(0, 0, 0, 0, 0, 1, 0.6, 0, 0, 0.001, 5, 1_500);

    /// <summary>Time that a batch job runs and then pauses, and that a memory hog takes to touch everything; seconds [E].</summary>
    public const double JobSeconds = 600, PauseSeconds = 300, FillSeconds = 1_800;

    public static WorkloadShape Of(WorkloadKind kind) => kind switch
    {
        WorkloadKind.Idle => Idle,
        WorkloadKind.Web => Web,
        WorkloadKind.Database => Database,
        WorkloadKind.Batch => Batch,
        WorkloadKind.MemoryHog => MemoryHog,
        WorkloadKind.NetworkFunction => NetworkFunction,
        WorkloadKind.Trace or WorkloadKind.Schedule => Given,
    };
}
