using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests.Index;

/// <summary>A long random history on a mixed fleet: guests come and go, three quarters full. The same seed gives the same history.</summary>
internal sealed class LongRun
{
    private static readonly string[] PoolNames = ["exact", "dense", "loaded"];

    private static readonly PlacementRequest[] Requests =
    [
        .. from vcpus in new[] { 1, 2, 4, 8 } from gib in new[] { 1, 3, 8 } select World.Request(vcpus, gib, overhead: 142),
        World.Request(8, 16, 2), World.Request(12, 24, 0), World.Request(4, 8, 0, disk: 20), World.Request(2, 2, 1, CpuPolicy.Dedicated),
        World.Request(6, 8, 2, CpuPolicy.Dedicated), World.Request(2, 4, zone: "z2"), World.Request(1, 1, zone: "z9"),
    ];

    private readonly List<(PlacementRequest Request, HostPlacement Placement)> _held = [];
    private uint _state;

    public LongRun(int hosts, uint seed)
    {
        _state = seed;
        Hosts = [.. Enumerable.Range(0, hosts).Select(index => World.Host(
            $"h{index}", PoolNames[index % 3], index % 2 == 0 ? "z1" : "z2", 60,
            [.. Enumerable.Range(0, 1 + index % 4).Select(numa => new NumaNodeDescription(4 + (index + numa) % 3 * 2, 2, (12 + index % 5 * 4) * 1024))]))];
    }

    public HostDescription[] Hosts { get; }

    /// <summary>The choice found by looking at every host.</summary>
    public static HostChoice Scan(CapacityLedger ledger, PlacementRequest request, PlacementProfile profile)
    {
        var ask = PlacementAsk.For(ledger, request);
        var rules = new Rules(profile);
        var order = GroupScorers.With(profile, ask);
        var key = new double[HostKey.Length(order)];
        var best = new double[key.Length];
        var choice = HostChoice.None;
        for (var index = 0; index < ledger.Hosts.Count; index++)
        {
            var host = ledger.View(index);
            var parts = rules.Parts(host, ask);
            if (parts == 0) continue;
            HostKey.Write(order, host, ask, parts, key);
            if (choice.Found && !HostKey.IsBetter(key, best)) continue;
            key.CopyTo(best, 0);
            choice = new(index, parts, NumaFitter.Choose(host, ask, parts, profile));
        }

        return choice;
    }

    public PlacementRequest NextRequest() => Requests[Next() % Requests.Length];

    /// <summary>Places the request, and lets guests go while the fleet is as full as it should be.</summary>
    public void Step(PlacementIndex index, PlacementRequest request)
    {
        if (index.Choose(request) is { Found: true } choice)
        {
            var placement = index.PlacementOf(request, choice);
            index.Ledger.Take(placement);
            _held.Add((request, placement));
        }

        while (_held.Count > Hosts.Length * 5 / 2)
        {
            var at = Next() % _held.Count;
            index.Ledger.Release(_held[at].Placement);
            (_held[at], _held[^1]) = (_held[^1], _held[at]);
            _held.RemoveAt(_held.Count - 1);
        }
    }

    public int Next()
    {
        _state = _state * 1664525 + 1013904223;
        return (int)(_state >> 8);
    }
}
