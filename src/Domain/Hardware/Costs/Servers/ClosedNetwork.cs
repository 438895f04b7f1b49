namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>
/// A server with W threads as a closed queueing network: seconds of processor per request, of switching, number of cores,
/// seconds of I/O per request, and the number of disks it queues for (0 = pure delay, for example another machine).
/// </summary>
public readonly record struct ClosedNetworkParameters(double CpuSeconds, double SwitchSeconds, int Cores, double IoSeconds, int Disks);

/// <summary>Steady state of the network: requests per second, seconds per request, mean queue at processor and I/O.</summary>
public readonly record struct ClosedNetworkState(double Throughput, double ResponseSeconds, double CpuQueue, double IoQueue);

/// <summary>
/// Section 5.3: exact mean-value analysis for one class of customers. Stations with several servers are split after Seidmann
/// into a queue of S/c and a delay of S(c − 1)/c, so that one request alone still takes S.
/// </summary>
public static class ClosedNetwork
{
    /// <summary>Solves for <paramref name="threads"/> customers; O(threads), no allocation.</summary>
    public static ClosedNetworkState Solve(in ClosedNetworkParameters p, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var cpu = p.CpuSeconds + p.SwitchSeconds;
        double cpuQueue = 0, ioQueue = 0, throughput = 0, response = 0;
        for (var n = 1; n <= threads; n++)
        {
            var cpuTime = (cpu / p.Cores * (1 + cpuQueue)) + (cpu * (p.Cores - 1) / p.Cores);
            var ioTime = p.Disks == 0 ? p.IoSeconds : (p.IoSeconds / p.Disks * (1 + ioQueue)) + (p.IoSeconds * (p.Disks - 1) / p.Disks);
            response = cpuTime + ioTime;
            throughput = n / response;
            cpuQueue = throughput * cpu / p.Cores * (1 + cpuQueue);
            ioQueue = p.Disks == 0 ? 0 : throughput * p.IoSeconds / p.Disks * (1 + ioQueue);
        }

        return new(throughput, response, cpuQueue, ioQueue);
    }

    /// <summary>No schedule does better: <c>min(n/(S_c + S_io), c/S_c, K/S_io)</c>.</summary>
    public static double UpperBound(in ClosedNetworkParameters p, int threads) => Math.Min(
        threads / (p.CpuSeconds + p.IoSeconds),
        Math.Min(p.Cores / p.CpuSeconds, p.Disks == 0 ? double.PositiveInfinity : p.Disks / p.IoSeconds));
}
