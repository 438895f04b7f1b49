using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// How many more guests of one type a host would take, one after another, if nothing else changed. Closed forms, no placing: what live
/// capacity answers add up, and what the slot-preserving policy protects.
/// </summary>
/// <remarks>
/// Exact (against exhaustive search) for guests of one part, for guests on every NUMA node of the host, and without charged overhead for any
/// explicit number of parts. With overhead on some of several NUMA nodes, and for automatic layouts on more than two, it is what placing
/// reaches that keeps the NUMA nodes level: never too many.
/// Source: for two parts on two NUMA nodes the smaller count [placement.md 2.1]; for N parts on K NUMA nodes
/// min over j &lt; N of floor(sum of all but the j largest / (N − j)), derived here; confidence: proven below and checked against search.
/// </remarks>
public static class SlotCount
{
    /// <summary>Guests of <paramref name="guest"/> that the host would take as things are.</summary>
    public static int Of(in HostView host, in GuestType guest)
    {
        Span<NumaRoom> rooms = stackalloc NumaRoom[host.NumaNodes];
        host.CopyRooms(rooms);
        return Of(host, rooms, host.DiskRoomGib, guest);
    }

    /// <summary>The same for a host with other room: <paramref name="rooms"/> by NUMA node, and disk.</summary>
    public static int Of(in HostView host, ReadOnlySpan<NumaRoom> rooms, int diskGib, in GuestType guest)
    {
        var byDisk = guest.DiskGib == 0 ? int.MaxValue : diskGib / guest.DiskGib;
        if (byDisk <= 0) return 0;
        var overhead = host.ChargesOverhead ? guest.OverheadMib : 0;
        var count = guest.NumaNodes == 0
            ? AutomaticSlots.Count(host, rooms, guest, overhead)
            : guest.Divides(guest.NumaNodes) ? Explicit(host, rooms, guest, guest.NumaNodes, overhead) : 0;
        return Math.Min(count, byDisk);
    }

    /// <summary>Whether a count is known to be the most: where the form is closed (see the remarks), or where all NUMA nodes together hold no more.</summary>
    public static bool IsExact(in HostView host, in GuestType guest, int count)
    {
        var overhead = host.ChargesOverhead ? guest.OverheadMib : 0;
        if (guest.NumaNodes == 1 || host.NumaNodes == 1 || (guest.NumaNodes > 1 && (overhead == 0 || guest.NumaNodes == host.NumaNodes))) return true;
        if (guest.DiskGib > 0 && count == host.DiskRoomGib / guest.DiskGib) return true;
        var (cpu, memory, threads) = (0L, 0L, 1);
        for (var numa = 0; numa < host.NumaNodes; numa++)
        {
            cpu += Math.Max(0, guest.Dedicated ? host.CpuRoom(dedicated: true)[numa] / host.ThreadsPerCore(numa) : host.FreeVcpus[numa]);
            memory += Math.Max(0, host.FreeMemoryMib[numa]);
            threads = Math.Max(threads, host.ThreadsPerCore(numa));
        }

        return count == cpu / (guest.Dedicated ? NumaRoom.CoresFor(guest.Vcpus, threads) : guest.Vcpus) || count == memory / (guest.MemoryMib + overhead);
    }

    /// <summary>
    /// Guests of <paramref name="parts"/> parts on distinct NUMA nodes, when each NUMA node can hold so many parts. T guests fit exactly when
    /// the sum of min(count, T) reaches parts × T (lay the parts out NUMA node by NUMA node, guest after guest, and start over: no guest meets
    /// itself). The sum is the least, over j, of j × T plus the counts without the j largest; hence the least quotient.
    /// </summary>
    public static int OfParts(ReadOnlySpan<int> counts, int parts)
    {
        if (parts > counts.Length) return 0;
        Span<int> largest = stackalloc int[parts];
        largest.Clear();
        var sum = 0L;
        foreach (var count in counts)
        {
            sum += count;
            KeepLargest(largest, count);
        }

        var least = sum / parts;
        for (var j = 1; j < parts; j++)
        {
            sum -= largest[j - 1];
            least = Math.Min(least, sum / (parts - j));
        }

        return (int)Math.Min(least, int.MaxValue);
    }

    /// <summary>Parts that one NUMA node can hold one after another.</summary>
    internal static int PartsOn(in NumaRoom room, int threadsPerCore, int vcpus, long memoryMib, bool dedicated)
    {
        if (vcpus > (dedicated ? room.Dedicated : room.Shared) || memoryMib > room.MemoryMib) return 0;
        var byCpu = dedicated ? room.Dedicated / threadsPerCore / NumaRoom.CoresFor(vcpus, threadsPerCore) : room.FreeVcpus / vcpus;
        return (int)Math.Min(byCpu, room.FreeMemoryMib / memoryMib);
    }

    internal static int Explicit(in HostView host, ReadOnlySpan<NumaRoom> rooms, in GuestType guest, int parts, long overhead)
    {
        if (parts > rooms.Length) return 0;
        var (vcpus, memory) = (guest.Vcpus / parts, guest.MemoryMib / parts);
        if (overhead > 0 && parts > 1 && parts < rooms.Length) return Placed(host, rooms, new(parts, vcpus, memory), guest.Dedicated, overhead);
        Span<int> counts = stackalloc int[rooms.Length];
        for (var numa = 0; numa < rooms.Length; numa++)
        {
            // The lowest NUMA node of a guest carries its overhead: each one for a single part, the first one when the guest is on all.
            var needed = memory + (parts == 1 || numa == 0 ? overhead : 0);
            counts[numa] = PartsOn(rooms[numa], host.ThreadsPerCore(numa), vcpus, needed, guest.Dedicated);
        }

        return OfParts(counts, parts);
    }

    private static int Placed(in HostView host, ReadOnlySpan<NumaRoom> rooms, in PartNeed part, bool dedicated, long overhead)
    {
        Span<NumaRoom> left = stackalloc NumaRoom[rooms.Length];
        rooms.CopyTo(left);
        return PartPlacer.Take(host, left, part, dedicated, overhead, int.MaxValue);
    }

    /// <summary>Keeps the largest counts, largest first.</summary>
    private static void KeepLargest(Span<int> largest, int count)
    {
        for (var at = 0; at < largest.Length; at++)
        {
            if (count > largest[at]) (largest[at], count) = (count, largest[at]);
        }
    }
}
