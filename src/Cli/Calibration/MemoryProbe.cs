using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Cloud.Domain.Hardware.Costs;

namespace Cloud.Cli.Calibration;

/// <summary>Caches, translation buffers, page faults and bandwidth, by touching raw memory.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class MemoryProbe
{
    private const int Page = (int)ModelUnits.PageBytes;
    private const int Line = (int)ModelUnits.LineBytes;
    private const int Steps = 50_000;
    private const int FaultPages = 4096;
    private const int StreamBytes = 128 << 20;

    /// <summary>Load latency of random walks over every line of more and more memory.</summary>
    public static IReadOnlyList<WalkPoint> Caches(TimeSpan budget, long largest, CancellationToken cancel)
    {
        var sizes = new List<long>();
        for (var size = 8L << 10; size <= largest; size *= 2) sizes.AddRange([size, size + (size / 2)]);
        return [.. sizes.Select(size => new WalkPoint(size, WalkNs(budget / sizes.Count, size / Line, Line, stagger: 0, cancel)))];
    }

    /// <summary>Load latency of random walks over one line of each of more and more pages.</summary>
    public static IReadOnlyList<WalkPoint> Pages(TimeSpan budget, CancellationToken cancel)
    {
        var counts = new List<long>();
        for (var count = 16L; count <= 16_384; count *= 2) counts.AddRange([count, count + (count / 2)]);
        // The line differs from page to page: otherwise all would fall into one set of the cache.
        return [.. counts.Select(count => new WalkPoint(count, WalkNs(budget / counts.Count, count, Page, stagger: Line, cancel)))];
    }

    /// <summary>First touch of fresh small pages.</summary>
    public static double FaultNs(TimeSpan budget, CancellationToken cancel)
    {
        const nuint Bytes = (nuint)FaultPages * Page;
        return Repeat.NsPerOperation(budget, FaultPages, () =>
        {
            var memory = Libc.Map(Bytes);
            for (var page = 0; page < FaultPages; page++) ((byte*)memory)[(long)page * Page] = 1;
            Libc.Unmap(memory, Bytes);
        }, cancel);
    }

    /// <summary>Reading with this many threads, GB/s.</summary>
    public static double ReadGBs(TimeSpan budget, int threads, CancellationToken cancel)
    {
        var blocks = Enumerable.Range(0, threads).Select(_ => (nint)NativeMemory.AllocZeroed(StreamBytes)).ToArray();
        foreach (var block in blocks) new Span<byte>((void*)block, StreamBytes).Fill(1);
        var ns = Repeat.NsPerOperation(budget, 1, () => Parallel.ForEach(blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block => Sum(block)), cancel);
        foreach (var block in blocks) NativeMemory.Free((void*)block);
        return (double)StreamBytes * threads / ns;
    }

    private static ulong Sum(nint block)
    {
        var sum = Vector<ulong>.Zero;
        var end = (Vector<ulong>*)(block + StreamBytes);
        for (var at = (Vector<ulong>*)block; at < end; at += 4) sum += at[0] + at[1] + at[2] + at[3];
        return Vector.Sum(sum);
    }

    private static double WalkNs(TimeSpan budget, long places, int stride, int stagger, CancellationToken cancel)
    {
        var bytes = (nuint)(places * stride);
        var memory = Libc.Map(bytes);
        var next = Chain(memory, places, stride, stagger);
        var ns = Repeat.NsPerOperation(budget, Steps, () => next = Walk(next), cancel);
        Libc.Unmap(memory, bytes);
        return next == 0 ? 0 : ns;
    }

    /// <summary>Links all places into one random circle (Sattolo), always the same for the same number.</summary>
    private static nint Chain(nint memory, long places, int stride, int stagger)
    {
        nint At(long place) => memory + (nint)((place * stride) + (place * stagger % stride));
        var order = new int[places];
        for (var at = 0; at < order.Length; at++) order[at] = at;
        var random = 0x9E3779B97F4A7C15UL;
        for (var at = order.Length - 1; at > 0; at--)
        {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            var other = (int)(random % (ulong)at);
            (order[at], order[other]) = (order[other], order[at]);
        }

        for (var at = 0; at < order.Length; at++) *(nint*)At(order[at]) = At(order[(at + 1) % order.Length]);
        return At(order[0]);
    }

    private static nint Walk(nint place)
    {
        for (var step = 0; step < Steps; step++) place = *(nint*)place;
        return place;
    }
}
