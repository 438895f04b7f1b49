using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>
/// One guest among neighbours: cycles per instruction with a perfect last-level cache, accesses to that cache per thousand instructions,
/// its miss curve, overlapped misses, ways it owns alone (0 = shares what is left), and a cap on its bandwidth (1 = none).
/// </summary>
public readonly record struct Neighbour(double CpiBase, double Apki, MissCurve Curve, double Overlap, int OwnWays = 0, double BandwidthCap = 1);

/// <summary>What a guest gets: cache bytes, miss ratio, cycles per instruction, memory traffic in GB/s.</summary>
public readonly record struct NeighbourState(double CacheBytes, double MissRatio, double Cpi, double TrafficGBs);

/// <summary>The cache and memory that the guests share.</summary>
public readonly record struct SharedMemorySystem(double CacheBytes, int Ways, double CacheNs, double MemoryNs, double BandwidthGBs, double Ghz);

/// <summary>
/// Section 9: cache occupancy, memory latency and speed depend on each other; this iterates them to a fixed point.
/// One core per guest. Allocation-free for up to 64 guests.
/// </summary>
public static class Neighbours
{
    private const int Rounds = 60;

    /// <summary>Solves for all guests at once and writes their states; returns the utilisation of the memory bandwidth.</summary>
    public static double Solve(in SharedMemorySystem system, ReadOnlySpan<Neighbour> guests, Span<NeighbourState> states)
    {
        var n = guests.Length;
        Span<double> shares = n <= 64 ? stackalloc double[n] : new double[n];
        Span<double> demand = n <= 64 ? stackalloc double[n] : new double[n];
        Span<double> granted = n <= 64 ? stackalloc double[n] : new double[n];
        Span<CacheClient> clients = n <= 64 ? stackalloc CacheClient[n] : new CacheClient[n];
        for (var i = 0; i < n; i++) states[i] = new(0, 0, guests[i].CpiBase, 0);
        var load = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            Occupy(system, guests, states, clients, shares);
            var factor = MemoryLoad.LatencyFactor(load);
            var total = 0.0;
            for (var i = 0; i < n; i++)
            {
                var miss = guests[i].Curve.At(shares[i]);
                var cpi = Cpi(system, guests[i], miss, factor);
                states[i] = new(shares[i], miss, (states[i].Cpi + cpi) / 2, 0);
                demand[i] = Math.Min(Traffic(system, guests[i], states[i]), system.BandwidthGBs * guests[i].BandwidthCap);
                total += demand[i];
            }

            load = (load + (total / system.BandwidthGBs)) / 2;
        }

        MaxMinFair.Share(demand, system.BandwidthGBs, granted);
        for (var i = 0; i < n; i++) states[i] = Throttle(system, guests[i], states[i], granted[i]);
        return load;
    }

    /// <summary>Cycles per instruction: <c>CPI0 + APKI/1000 ((1 − m) Lat_L3 + m Lat_mem(ρ)) F/MLP</c>.</summary>
    public static double Cpi(in SharedMemorySystem system, in Neighbour guest, double miss, double latencyFactor) => guest.CpiBase
        + (guest.Apki / 1000 * (((1 - miss) * system.CacheNs) + (miss * system.MemoryNs * latencyFactor)) * system.Ghz / guest.Overlap);

    private static void Occupy(
        in SharedMemorySystem system, ReadOnlySpan<Neighbour> guests, ReadOnlySpan<NeighbourState> states, Span<CacheClient> clients, Span<double> shares)
    {
        var sharedWays = system.Ways;
        foreach (ref readonly var guest in guests) sharedWays -= guest.OwnWays;
        var count = 0;
        for (var i = 0; i < guests.Length; i++)
            if (guests[i].OwnWays == 0) clients[count++] = new(guests[i].Apki, system.Ghz * 1e9 / states[i].Cpi, guests[i].Curve);
        SharedCache.Shares(clients[..count], SharedCache.PartitionBytes(Math.Max(1, sharedWays), system.Ways, system.CacheBytes), shares[..count]);
        for (var i = guests.Length - 1; i >= 0; i--)
            shares[i] = guests[i].OwnWays > 0 ? SharedCache.PartitionBytes(guests[i].OwnWays, system.Ways, system.CacheBytes) : shares[--count];
    }

    private static double Traffic(in SharedMemorySystem system, in Neighbour guest, in NeighbourState state) =>
        guest.Apki / 1000 * state.MissRatio * system.Ghz / state.Cpi * ModelUnits.LineBytes;

    // A guest that gets less bandwidth than it could use waits for it: its speed is what the granted lines allow.
    private static NeighbourState Throttle(in SharedMemorySystem system, in Neighbour guest, in NeighbourState state, double granted)
    {
        var wanted = Traffic(system, guest, state);
        return wanted <= granted || granted <= 0 ? state with { TrafficGBs = wanted } : state with { Cpi = state.Cpi * wanted / granted, TrafficGBs = granted };
    }
}
