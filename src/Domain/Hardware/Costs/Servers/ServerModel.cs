namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>Section 5.3: throughput of the lecture's server organizations, requests per second. Times in seconds.</summary>
public static class ServerModel
{
    /// <summary>Single-threaded with blocking calls: no parallelism.</summary>
    public static double SingleThreaded(double cpu, double io) => 1 / (cpu + io);

    /// <summary>A finite-state machine on non-blocking calls, one core per loop.</summary>
    public static double EventLoop(double cpu, double dispatch, int syscalls, double syscall, double io, int disks)
    {
        var processor = 1 / (cpu + dispatch + (syscalls * syscall));
        return disks == 0 ? processor : Math.Min(processor, disks / io);
    }

    /// <summary>A dispatcher that spends <paramref name="dispatch"/> per request in front of multithreaded workers.</summary>
    public static double DispatcherWorker(double dispatch, in ClosedNetworkParameters workers, int threads) =>
        Math.Min(dispatch <= 0 ? double.PositiveInfinity : 1 / dispatch, ClosedNetwork.Solve(workers, threads).Throughput);

    /// <summary>Bytes that a thread per request costs.</summary>
    public static double ThreadMemoryBytes(int threads) => threads * Switching.TaskCreation.ThreadBytes;

    /// <summary>Universal scalability law: <c>X1 N / (1 + α(N − 1) + βN(N − 1))</c>.</summary>
    public static double Scalability(double single, double contention, double coherence, double n) =>
        single * n / (1 + (contention * (n - 1)) + (coherence * n * (n - 1)));

    /// <summary>Where the scalability law turns down: <c>sqrt((1 − α)/β)</c>.</summary>
    public static double ScalabilityPeak(double contention, double coherence) => Math.Sqrt((1 - contention) / coherence);
}
