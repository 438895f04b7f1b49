using Cloud.Domain.Placement;

namespace Cloud.Simulation.Experiments.Spane;

/// <summary>
/// One episode of SPANE's waiting experiment (arXiv:2504.14946): equal hosts of two NUMA nodes, requests strictly first in, first out. The head
/// of the queue waits until some host fits, and everything behind it waits with it.
/// </summary>
/// <remarks>
/// Order of events, to the letter of the published program, since the last digit depends on it: before a request is tried, every guest whose end
/// is not after its arrival leaves (by end, then by index); if it fits, the clock is the later of itself and the arrival; otherwise the clock goes
/// to the next end, all guests of that end leave, and it is tried again.
/// </remarks>
public sealed class SpaneEpisode
{
    /// <summary>Cores of a NUMA node. Source: arXiv:2504.14946 [C].</summary>
    public const int CoresPerNumaNode = 40;

    /// <summary>Memory of a NUMA node, MiB. Source: arXiv:2504.14946, 90 GB [C].</summary>
    public const long MemoryPerNumaNodeMib = 90 * 1024;

    private readonly SpaneTrace _trace;
    private readonly SpaneRequests _requests;
    private readonly ExperimentCell _cell;
    private readonly PriorityQueue<HostPlacement, long> _leaving = new();
    private long _clock;

    private SpaneEpisode(SpaneTrace trace, int hosts, SpanePolicy policy)
    {
        _trace = trace;
        _requests = trace.Requests(policy.Mix(trace));
        _cell = new([.. Enumerable.Range(0, hosts).Select(Host)], policy.Profile);
    }

    /// <summary>Total waiting, seconds, of <paramref name="length"/> requests from <paramref name="start"/> (fewer when the trace ends).</summary>
    public static long Wait(SpaneTrace trace, int hosts, SpanePolicy policy, int start, int length)
    {
        var episode = new SpaneEpisode(trace, hosts, policy);
        var end = Math.Min((long)start + length, trace.End);
        var wait = 0L;
        for (var index = start; index < end; index++) wait += episode.PlaceWaiting(index) - trace.Vms[index].ArrivalSeconds;
        return wait;
    }

    /// <summary>
    /// How many requests <paramref name="policy"/> places from <paramref name="start"/> until the next one has no room at the moment the last
    /// one was placed (before anybody leaves for it: so does the published program).
    /// </summary>
    public static int PlacedUntilFull(SpaneTrace trace, int hosts, SpanePolicy policy, int start)
    {
        var episode = new SpaneEpisode(trace, hosts, policy);
        for (var index = start; index < trace.End; index++)
        {
            episode.PlaceWaiting(index);
            if (index + 1 >= trace.End || !episode._cell.HasRoomFor(episode._requests[index + 1])) return index + 1 - start;
        }

        return 0;
    }

    private static HostDescription Host(int index)
    {
        var numa = new NumaNodeDescription(CoresPerNumaNode, ThreadsPerCore: 1, MemoryPerNumaNodeMib);
        return ExperimentCell.Host(index, "rack-1", numa, numa);
    }

    /// <summary>Places a request as soon as there is room; the time it started, seconds.</summary>
    private long PlaceWaiting(int index)
    {
        var vm = _trace.Vms[index];
        while (_leaving.TryPeek(out _, out var key) && key >> 32 <= vm.ArrivalSeconds) Leave();
        var request = _requests[index];
        var placement = _cell.TryPlace(request);
        if (placement is not null) _clock = Math.Max(_clock, vm.ArrivalSeconds);
        while (placement is null)
        {
            if (_leaving.Count == 0) throw new ArgumentException($"VM {index} does not fit on an empty host: {vm}.", nameof(index));
            for (Leave(); _leaving.TryPeek(out _, out var key) && key >> 32 == _clock;) Leave();
            placement = _cell.TryPlace(request);
        }

        // By end, then by index: one number, so that the heap compares fast.
        _leaving.Enqueue(placement, (_clock + vm.LifetimeSeconds) << 32 | (uint)index);
        return _clock;
    }

    private void Leave()
    {
        _leaving.TryDequeue(out var placement, out var key);
        _clock = key >> 32;
        _cell.Release(placement!);
    }
}
