using Cloud.Domain.Hardware.Costs.Servers;
using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Costs.Threads;

/// <summary>How threads of a program map to threads of the kernel.</summary>
public enum ThreadModel
{
    /// <summary>N:1, a package in user space: one blocking call blocks them all.</summary>
    UserLevel,

    /// <summary>1:1, Linux and Java platform threads.</summary>
    Kernel,

    /// <summary>M:N, Go, Java virtual threads, Erlang: user threads on a few carriers.</summary>
    ManyToMany,
}

/// <summary>Section 3: what the three models cost and what they reach.</summary>
public static class ThreadModels
{
    /// <summary>Time of one switch between two threads of the same process, ns.</summary>
    public static double SwitchNs(ThreadModel model, CoreClock clock) => model switch
    {
        ThreadModel.UserLevel => ThreadConstants.UserSwitchNs,
        ThreadModel.ManyToMany => ThreadConstants.ParkNs,
        ThreadModel.Kernel => ContextSwitch.DirectNs(clock, new(SameAddressSpace: true)),
    };

    /// <summary>Time to create a thread, ns.</summary>
    public static double CreateNs(ThreadModel model) => model switch
    {
        ThreadModel.UserLevel => ThreadConstants.UserCreateNs,
        ThreadModel.ManyToMany => ThreadConstants.ManyCreateUs * 1000,
        ThreadModel.Kernel => ThreadConstants.KernelCreateUs * 1000,
    };

    /// <summary>How many threads of one process may run at the same time on this many processors.</summary>
    public static int Parallelism(ThreadModel model, int threads, int processors) =>
        model == ThreadModel.UserLevel ? Math.Min(1, threads) : Math.Min(threads, processors);

    /// <summary>Whether a blocking call of one thread leaves the others running.</summary>
    /// <param name="model">The mapping.</param>
    /// <param name="intercepted">The runtime turns the call into a non-blocking one; only matters for M:N.</param>
    /// <param name="spareCarrier">A carrier is idle or may be added; only matters for M:N.</param>
    public static bool OthersRunDuringBlocking(ThreadModel model, bool intercepted, bool spareCarrier) => model switch
    {
        ThreadModel.UserLevel => false,
        ThreadModel.Kernel => true,
        ThreadModel.ManyToMany => intercepted || spareCarrier,
    };

    /// <summary>
    /// Requests per second of <paramref name="threads"/> threads that alternate between a burst on the processor and blocking I/O
    /// (seconds). N:1 overlaps nothing; the others are a closed network with their switch cost in the burst.
    /// </summary>
    public static double Throughput(ThreadModel model, int threads, double burst, double blocking, int processors, CoreClock clock)
    {
        var switching = SwitchNs(model, clock) / 1e9;
        return model == ThreadModel.UserLevel
            ? 1 / (burst + switching + blocking)
            : ClosedNetwork.Solve(new(burst, switching, processors, blocking, Disks: 0), threads).Throughput;
    }
}
