using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;

namespace Cloud.Benchmarks.Placement;

/// <summary>
/// A fleet of double-NUMA hosts three quarters full, on which guests of the Huawei mix come and go: each step places one and, to keep the
/// level, deletes as many vCPUs as came, of random guests. Allocates nothing after the first steps.
/// </summary>
internal sealed class Churn
{
    private const double Load = 0.75;
    private const int HostsPerRack = 20;

    /// <summary>By flavor and set of NUMA nodes.</summary>
    private static readonly NumaClaim[][][] Claims =
    [
        .. HuaweiMix.Requests.Select(request => request.Shape).Select(shape =>
            new ulong[] { 1, 2, 3 }.Select(nodes => new[] { 0, 1 }.Where(numa => (nodes >> numa & 1) != 0).Select(numa =>
                new NumaClaim(numa, shape.Vcpus / shape.NumaNodes, shape.MemoryMib / shape.NumaNodes, [])).ToArray()).ToArray()),
    ];

    private readonly List<Guest> _guests;
    private readonly GroupBook _groups;
    private readonly long _level;
    private ulong _state = 0x9E3779B97F4A7C15;
    private long _vcpus;

    public Churn(int hosts, PlacementProfile profile, bool groups)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Ledger = MakeLedger(hosts);
        _level = (long)(hosts * 2L * HuaweiMix.Cores * Load);
        _guests = new(hosts * 36 + 50_000);
        Fill(hosts);
        Index = new(Ledger, profile);
        foreach (var request in HuaweiMix.Requests) Index.Choose(request);
        BytesPerHost = (GC.GetTotalMemory(forceFullCollection: true) - before - _guests.Capacity * 8L) / (double)hosts;
        _groups = new(groups ? Ledger.Domains : null);
    }

    public CapacityLedger Ledger { get; }

    public PlacementIndex Index { get; }

    /// <summary>Memory of hosts, ledger and index, bytes per host.</summary>
    public double BytesPerHost { get; }

    public int Refused { get; private set; }

    public double Level => (double)_vcpus / _level * Load;

    /// <summary>Draws the next flavor.</summary>
    public int Draw() => HuaweiMix.Wheel[Next() & 0xFFFF];

    /// <summary>Decides and takes: what is timed.</summary>
    public void Place(int flavor)
    {
        var request = HuaweiMix.Requests[flavor];
        var choice = _groups.Choose(Index, flavor, Next());
        if (!choice.Found)
        {
            Refused++;
            return;
        }

        Index.Take(request, choice);
        _guests.Add(new(choice.Host, (byte)choice.NumaNodes, (byte)choice.Parts, (byte)flavor));
        _vcpus += request.Shape.Vcpus;
    }

    /// <summary>Deletes random guests until the fleet is as full as before.</summary>
    public void Shrink()
    {
        while (_vcpus > _level)
        {
            var at = (int)(Next() % (ulong)_guests.Count);
            var guest = _guests[at];
            _guests[at] = _guests[^1];
            _guests.RemoveAt(_guests.Count - 1);
            var request = HuaweiMix.Requests[guest.Flavor];
            Index.Release(request, new(guest.Host, guest.Parts, guest.NumaNodes));
            _vcpus -= request.Shape.Vcpus;
        }
    }

    private static CapacityLedger MakeLedger(int hosts)
    {
        var numa = new NumaNodeDescription(HuaweiMix.Cores, 1, HuaweiMix.Gib * 1024L);
        NumaNodeDescription[] numaNodes = [numa, numa];
        var zone = new ZoneId("z1");
        var pools = new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { ["exact"] = new("exact", 1, 1, false) };
        var rack = "";
        return new(
            [
                .. Enumerable.Range(0, hosts).Select(index => new HostDescription(
                    new($"h{index:D7}"), zone, index % HostsPerRack == 0 ? rack = $"r{index / HostsPerRack:D5}" : rack, "bench", "nps2", "exact", numaNodes, 4_000)),
            ],
            pools);
    }

    /// <summary>Fills each host to between a half and all of its cores, so that the order of the hosts is not that of their numbers.</summary>
    private void Fill(int hosts)
    {
        for (var host = 0; host < hosts; host++)
        {
            var most = HuaweiMix.Cores * (1 + Next() % 1000 / 1000.0);
            var used = 0;
            for (var misses = 0; used < most && misses < 4;)
            {
                var flavor = Draw();
                var request = HuaweiMix.Requests[flavor];
                var numaNodes = request.Shape.NumaNodes == 2 ? 3UL : 1UL << (int)(Next() & 1);
                var placement = new HostPlacement(Ledger.Hosts[host].Id, 0, Claims[flavor][numaNodes - 1]);
                if (!Ledger.Fits(placement))
                {
                    misses++;
                    continue;
                }

                Ledger.Take(placement);
                _guests.Add(new(host, (byte)numaNodes, (byte)request.Shape.NumaNodes, (byte)flavor));
                used += request.Shape.Vcpus;
            }

            _vcpus += used;
        }
    }

    private ulong Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return _state >> 11;
    }

    private readonly record struct Guest(int Host, byte NumaNodes, byte Parts, byte Flavor);
}
