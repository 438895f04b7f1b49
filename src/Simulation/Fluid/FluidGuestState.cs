using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Simulation.Fluid;

/// <summary>What the last tick found for one guest. Per second of real time, summed over its vCPUs, unless a name says otherwise.</summary>
/// <param name="CpuGranted">Seconds of hardware threads that it ran.</param>
/// <param name="Steal">Seconds that its vCPUs were runnable but waited for a thread (VMware: ready time).</param>
/// <param name="Throttled">Seconds that they stood still because of cpu.max.</param>
/// <param name="Speed">Work per second on a thread, relative to bare metal alone on the host with local memory.</param>
/// <param name="Exits">VM exits.</param>
/// <param name="TlbMisses">Walks of the page tables; nested ones unless it is a plain container.</param>
/// <param name="Memory">Caches and memory bandwidth.</param>
/// <param name="Pages">Where its memory is.</param>
/// <param name="Network">Network.</param>
/// <param name="Disk">Disk.</param>
public readonly record struct FluidGuestState(
    double CpuGranted, double Steal, double Throttled, double Speed, double Exits, double TlbMisses,
    FluidMemoryState Memory, FluidPageState Pages, FluidDeviceState Network, FluidDeviceState Disk)
{
    /// <summary>Work done: thread seconds at full speed.</summary>
    public double Work => CpuGranted * Speed;

    /// <summary>Steal as a share of the time that it wanted to run, as <c>st</c> relates to <c>us + st</c> in a guest's top.</summary>
    public double StealShare => Steal <= 0 ? 0 : Steal / (Steal + CpuGranted);
}

/// <summary>Caches and memory bandwidth of a guest.</summary>
/// <param name="LocalShare">Share of its accesses that stay on the NUMA node of the vCPU.</param>
/// <param name="CacheBytes">Last-level cache that it holds.</param>
/// <param name="MissRatio">Of its accesses to the last-level cache.</param>
/// <param name="Cpi">Cycles per instruction.</param>
/// <param name="TrafficGBs">Memory traffic, GB/s.</param>
/// <param name="ContentionSlowdown">CPI relative to being alone with local memory; at least 1 but for rounding.</param>
public readonly record struct FluidMemoryState(
    double LocalShare, double CacheBytes, double MissRatio, double Cpi, double TrafficGBs, double ContentionSlowdown);

/// <summary>Where the touched memory of a guest is, bytes; the parts sum to what it touched.</summary>
/// <param name="Resident">In frames of its own.</param>
/// <param name="Shared">Saved by sharing pages with others.</param>
/// <param name="Ballooned">Given back by its balloon.</param>
/// <param name="Compressed">Compressed; the bytes before compression.</param>
/// <param name="Swapped">On the host's swap device.</param>
/// <param name="Missing">Backed by nothing: its vCPUs stand still where they touch it.</param>
/// <param name="Slowdown">Seconds per second of work that it waits for pages.</param>
public readonly record struct FluidPageState(
    double Resident, double Shared, double Ballooned, double Compressed, double Swapped, double Missing, double Slowdown);

/// <summary>Throughput of a guest's device: operations and bits per second, and the latency of one operation in µs.</summary>
public readonly record struct FluidDeviceState(double PerSecond, double BitsPerSecond, double LatencyUs);

/// <summary>What the last tick found for a host.</summary>
/// <param name="Capacity">Hardware threads.</param>
/// <param name="Granted">Threads that ran guests.</param>
/// <param name="Backends">Threads that ran I/O backends and page scanning for guests.</param>
/// <param name="Runnable">Threads that guests would have kept busy: above capacity, run queues grow.</param>
/// <param name="NetworkLoad">Utilisation of the network cards, 0 to 1.</param>
/// <param name="DiskLoad">Utilisation of the drives, 0 to 1.</param>
/// <param name="UsedBytes">Physical memory in use, the host's own included.</param>
/// <param name="FreeBytes">Physical memory free.</param>
/// <param name="Pressure">How short of memory it is.</param>
/// <param name="Watts">Wall power.</param>
public readonly record struct FluidHostState(
    double Capacity, double Granted, double Backends, double Runnable, double NetworkLoad, double DiskLoad,
    double UsedBytes, double FreeBytes, PressureState Pressure, double Watts)
{
    /// <summary>Threads that had nothing to do.</summary>
    public double Idle => Capacity - Granted - Backends;

    /// <summary>Busy share of the threads, 0 to 1.</summary>
    public double Utilisation => (Granted + Backends) / Capacity;

    /// <summary>Runnable threads beyond those that are there, per thread.</summary>
    public double RunQueuePressure => Math.Max(0, (Runnable / Capacity) - 1);
}

/// <summary>What the last tick found for a NUMA node of a host.</summary>
/// <param name="Utilisation">Busy share of its threads, 0 to 1.</param>
/// <param name="MemoryLoad">Utilisation of its memory controllers' achievable bandwidth.</param>
/// <param name="MemoryGBs">Traffic of its memory controllers, GB/s.</param>
/// <param name="LatencyFactor">Memory latency relative to idle; at least 1.</param>
public readonly record struct FluidNodeState(double Utilisation, double MemoryLoad, double MemoryGBs, double LatencyFactor);
