using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Capacity;

/// <summary>Who holds what, exact per NUMA node. The one mutable thing of the scheduler; owned by one writer.</summary>
/// <remarks>
/// What is held is a sum over placements and every limit is on sums, so any subset of placements that fit together fits too, in any order:
/// a ledger can always be rebuilt from the store. See docs/decisions/0005-ledger-exact-per-numa-node.md.
/// </remarks>
public sealed class CapacityLedger
{
    private readonly int[] _sharedUsed;
    private readonly long[] _memoryUsed;
    private readonly SharedGuests _sharedGuests;
    private readonly CoreBitmap _dedicated;
    private readonly ExtrasBook _extras;
    private readonly long[] _memoryCapacityMib;
    private ILedgerObserver[] _observers = [];

    /// <param name="hosts">The hosts of the cell, in a fixed order.</param>
    /// <param name="pools">Overcommit by pool name; every host's pool must be present.</param>
    public CapacityLedger(IReadOnlyList<HostDescription> hosts, IReadOnlyDictionary<string, PoolPolicy> pools)
    {
        Inventory = new(hosts, pools);
        Domains = new(Inventory.Hosts);
        var numaNodes = Inventory.NumaNodes.Length;
        _sharedUsed = new int[numaNodes];
        _memoryUsed = new long[numaNodes];
        _sharedGuests = new(numaNodes);
        _dedicated = new(Inventory.NumaNodes);
        _memoryCapacityMib = [.. Inventory.MemoryCapacityMib];
        Now = Empty(forever: false);
        Emptied = Empty(forever: true);
        _extras = new(Inventory.Features, Now.Features, Emptied.Features);
    }

    public IReadOnlyList<HostDescription> Hosts => Inventory.Hosts;

    /// <summary>Which hosts share a rack and a zone.</summary>
    public DomainMap Domains { get; }

    internal Inventory Inventory { get; }

    /// <summary>What fits as things are.</summary>
    internal Rooms Now { get; }

    /// <summary>What would fit if every host were empty.</summary>
    internal Rooms Emptied { get; }

    /// <summary>Tells <paramref name="observer"/> of every change from now on.</summary>
    public void Observe(ILedgerObserver observer) => _observers = [.. _observers, observer];

    /// <summary>Tells <paramref name="observer"/> of no more changes.</summary>
    public void Forget(ILedgerObserver observer) => _observers = [.. _observers.Where(known => !ReferenceEquals(known, observer))];

    /// <summary>Whether <paramref name="placement"/> fits now; the committer's and the host's own check.</summary>
    public bool Fits(HostPlacement placement) =>
        Fits(Inventory.IndexOf(placement.Host), placement.DiskGib, Claims(placement), placement.Extras);

    private bool Fits(int host, int diskGib, ReadOnlySpan<NumaClaim> claims, PlacementExtras? extras)
    {
        if (host < 0 || !IsWellFormed(host, diskGib, claims) || diskGib > Now.DiskGib[host]) return false;
        if (extras is not null && !_extras.Fits(host, extras)) return false;
        foreach (var claim in claims)
        {
            if (!Fits(Inventory.NumaStart[host] + claim.NumaNode, claim)) return false;
        }

        return true;
    }

    /// <summary>Takes what a placement names. Throws when it does not fit: a broken invariant.</summary>
    public void Take(HostPlacement placement)
    {
        if (!TryTake(Inventory.IndexOf(placement.Host), placement.DiskGib, Claims(placement), placement.Extras))
            throw new InvalidOperationException($"The placement does not fit on '{placement.Host}': {Words(placement)}.");
    }

    /// <summary>The exact inverse of <see cref="Take"/>. Throws when the ledger does not hold it: a broken invariant.</summary>
    public void Release(HostPlacement placement)
    {
        if (!TryRelease(Inventory.IndexOf(placement.Host), placement.DiskGib, Claims(placement), placement.Extras))
            throw new InvalidOperationException($"'{placement.Host}' does not hold {Words(placement)}.");
    }

    /// <summary><see cref="Take"/> by the host's index, without allocating; false when it does not fit.</summary>
    internal bool TryTake(int host, int diskGib, ReadOnlySpan<NumaClaim> claims, PlacementExtras? extras = null)
    {
        if (!Fits(host, diskGib, claims, extras)) return false;
        Now.Instances[host]++;
        Now.DiskGib[host] -= diskGib;
        foreach (var claim in claims)
        {
            var numa = Inventory.NumaStart[host] + claim.NumaNode;
            _memoryUsed[numa] += claim.SmallMib;
            if (claim.SharedVcpus is > 0 and var shared)
            {
                _sharedUsed[numa] += shared;
                _sharedGuests.Add(numa, shared);
            }

            if (claim.Detail is { } detail) Now.Features.TakePages(numa, detail.PageSize, (int)detail.Pages);
            Now.CoresDedicated[numa] += claim.Cores.Count;
            foreach (var core in claim.Cores) _dedicated.Set(numa, core);
            Refresh(Now, host, numa);
        }

        if (extras is not null) _extras.Take(host, extras);
        Changed(host);
        return true;
    }

    /// <summary><see cref="Release"/> by the host's index, without allocating; false when the ledger does not hold it.</summary>
    internal bool TryRelease(int host, int diskGib, ReadOnlySpan<NumaClaim> claims, PlacementExtras? extras = null)
    {
        if (host < 0 || !Holds(host, diskGib, claims, extras)) return false;
        Now.Instances[host]--;
        Now.DiskGib[host] += diskGib;
        foreach (var claim in claims)
        {
            var numa = Inventory.NumaStart[host] + claim.NumaNode;
            _memoryUsed[numa] -= claim.SmallMib;
            if (claim.SharedVcpus is > 0 and var shared)
            {
                _sharedUsed[numa] -= shared;
                _sharedGuests.Remove(numa, shared);
            }

            if (claim.Detail is { } detail) Now.Features.TakePages(numa, detail.PageSize, -(int)detail.Pages);
            Now.CoresDedicated[numa] -= claim.Cores.Count;
            foreach (var core in claim.Cores) _dedicated.Clear(numa, core);
            Refresh(Now, host, numa);
        }

        if (extras is not null) _extras.Release(host, extras);
        Changed(host);
        return true;
    }

    /// <summary>
    /// Changes what may be promised on one NUMA node from now on; what is promised already stays. Below that, the NUMA node takes nothing
    /// new until enough has left. Never above the pool's own ratios: a ledger rebuilt from the store starts with those, and must hold
    /// everything that was ever accepted. Throws for an unknown place or a ratio above the pool's.
    /// </summary>
    public void SetOvercommit(HostId host, int numaNode, OvercommitRatio cpu, OvercommitRatio memory)
    {
        var index = Inventory.IndexOf(host);
        if (index < 0 || numaNode < 0 || numaNode >= Inventory.NumaStart[index + 1] - Inventory.NumaStart[index])
            throw new ArgumentException($"The ledger has no NUMA node {numaNode} of host '{host}'.", nameof(numaNode));
        var numa = Inventory.NumaStart[index] + numaNode;
        var memoryMib = memory.Capacity(Inventory.NumaNodes[numa].MemoryMib);
        if (cpu.Millionths > Inventory.CpuRatio[index].Millionths || memoryMib > Inventory.MemoryCapacityMib[numa])
            throw new ArgumentOutOfRangeException(nameof(cpu), $"{cpu} and {memory} are above the ratios of the pool of '{host}'.");
        (Now.CpuRatio[numa], _memoryCapacityMib[numa]) = (cpu, memoryMib);
        Refresh(Now, index, numa);
        Changed(index);
    }

    /// <summary>vCPUs that may be promised per shared thread of one NUMA node now. Throws for an unknown place.</summary>
    public OvercommitRatio CpuRatioOf(HostId host, int numaNode)
    {
        var index = Inventory.IndexOf(host);
        if (index < 0 || numaNode < 0 || numaNode >= Inventory.NumaStart[index + 1] - Inventory.NumaStart[index])
            throw new ArgumentException($"The ledger has no NUMA node {numaNode} of host '{host}'.", nameof(numaNode));
        return Now.CpuRatio[Inventory.NumaStart[index] + numaNode];
    }

    /// <summary>The host's index in <see cref="Hosts"/>, or -1.</summary>
    public int IndexOf(HostId host) => Inventory.IndexOf(host);

    /// <summary>
    /// Cordons a host (it keeps what it holds and takes nothing new) or opens it again. A rule of placement, not of capacity:
    /// <see cref="Take"/> still accepts, so that a ledger can be rebuilt. Throws when the ledger does not know the host.
    /// </summary>
    public void SetCordoned(HostId host, bool cordoned)
    {
        var index = Inventory.IndexOf(host);
        if (index < 0) throw new ArgumentException($"The ledger has no host '{host}'.", nameof(host));
        Now.Cordoned[index] = Emptied.Cordoned[index] = cordoned;
        Changed(index);
    }

    /// <summary>What is used and free on one host now. Throws when the ledger does not know the host.</summary>
    public HostUse Use(HostId host)
    {
        var index = Inventory.IndexOf(host);
        if (index < 0) throw new ArgumentException($"The ledger has no host '{host}'.", nameof(host));
        var start = Inventory.NumaStart[index];
        var numaNodes = new NumaUse[Inventory.NumaStart[index + 1] - start];
        for (var i = 0; i < numaNodes.Length; i++) numaNodes[i] = Use(i, start + i);
        var disk = Inventory.Hosts[index].DiskGib;
        return new(host, Now.Instances[index], disk - Now.DiskGib[index], disk, numaNodes) { Features = FeatureUse.Of(Inventory, Now.Features, index) };
    }

    /// <summary>One host as filters and scorers see it.</summary>
    internal HostView View(int host) => new(Inventory, Now, host);

    /// <summary>The same host as it would be if it were empty.</summary>
    internal HostView ViewEmptied(int host) => new(Inventory, Emptied, host);

    /// <summary>The dedicated cores that a guest of <paramref name="vcpus"/> would get: the free ones of lowest index.</summary>
    internal int[] CoresFor(int numa, int vcpus) => FreeCores(numa, NumaRoom.CoresFor(vcpus, Inventory.NumaNodes[numa].ThreadsPerCore));

    /// <summary>The free cores of lowest index.</summary>
    internal int[] FreeCores(int numa, int cores) => _dedicated.LowestFree(numa, cores);

    /// <summary>The free virtual functions of lowest index of a host's device.</summary>
    internal int[] FunctionsFor(int host, int device, int count) => _extras.FunctionsFor(host, device, count);

    /// <summary>Whether both ledgers, of the same hosts, hold the same to the last bit.</summary>
    internal bool IsSame(CapacityLedger other) => Now.IsSame(other.Now) && _extras.IsSame(other._extras) && _dedicated.IsSame(other._dedicated)
        && _sharedUsed.AsSpan().SequenceEqual(other._sharedUsed) && _memoryUsed.AsSpan().SequenceEqual(other._memoryUsed)
        && _sharedGuests.IsSame(other._sharedGuests);

    private static ReadOnlySpan<NumaClaim> Claims(HostPlacement placement) => placement.Claims as NumaClaim[] ?? [.. placement.Claims];

    private void Changed(int host)
    {
        foreach (var observer in _observers) observer.HostChanged(host);
    }

    private static string Words(HostPlacement placement) => $"{placement.DiskGib} GiB of disk, {string.Join("; ", placement.Claims)}";

    private int PagesUsed(int numa, PageSize size) => Emptied.Features.Pages(numa, size) - Now.Features.Pages(numa, size);

    private NumaUse Use(int numaNode, int numa)
    {
        var description = Inventory.NumaNodes[numa];
        var capacity = NumaRoom.SharedCapacity(description.Threads, description.ThreadsPerCore, Now.CoresDedicated[numa], Now.CpuRatio[numa]);
        return new(
            numaNode, _sharedUsed[numa], capacity, Now.CoresDedicated[numa], description.Cores, _memoryUsed[numa], _memoryCapacityMib[numa])
        {
            Pages2MUsed = PagesUsed(numa, PageSize.Large2M),
            Pages2M = description.Pages2M,
            Pages1GUsed = PagesUsed(numa, PageSize.Huge1G),
            Pages1G = description.Pages1G,
        };
    }

    private Rooms Empty(bool forever)
    {
        var rooms = new Rooms(Inventory.Hosts.Length, Inventory.NumaNodes.Length, Inventory.CpuRatios(), new(Inventory, forever));
        for (var host = 0; host < Inventory.Hosts.Length; host++)
        {
            rooms.DiskGib[host] = Inventory.Hosts[host].DiskGib;
            for (var numa = Inventory.NumaStart[host]; numa < Inventory.NumaStart[host + 1]; numa++) Refresh(rooms, host, numa);
        }

        return rooms;
    }

    private void Refresh(Rooms rooms, int host, int numa)
    {
        var description = Inventory.NumaNodes[numa];
        rooms.Set(host, numa, NumaRoom.Of(
            description.Threads, description.ThreadsPerCore, rooms.CoresDedicated[numa], _sharedUsed[numa], _sharedGuests.Largest(numa),
            rooms.CpuRatio[numa], _memoryUsed[numa], description.MemoryMib, _memoryCapacityMib[numa]));
    }

    private bool IsWellFormed(int host, int diskGib, ReadOnlySpan<NumaClaim> claims)
    {
        if (diskGib < 0 || claims.IsEmpty) return false;
        var start = Inventory.NumaStart[host];
        var previous = -1;
        foreach (var claim in claims)
        {
            if (claim.NumaNode <= previous || claim.NumaNode >= Inventory.NumaStart[host + 1] - start) return false;
            if (!ClaimForm.IsWellFormed(Inventory.NumaNodes[start + claim.NumaNode], claim)) return false;
            previous = claim.NumaNode;
        }

        return true;
    }

    private bool Fits(int numa, NumaClaim claim)
    {
        if (claim.Detail is { } detail)
        {
            if (claim.SmallMib > Math.Max(0, Now.MemoryMib[numa]) || detail.Pages > Now.Features.Pages(numa, detail.PageSize)) return false;
            if (!Now.FitsCpu(Inventory.NumaNodes[numa], numa, claim.SharedVcpus, claim.Cores.Count)) return false;
        }
        else
        {
            if (claim.MemoryMib > Now.MemoryMib[numa]) return false;
            if (claim.Vcpus > (claim.Cores.Count == 0 ? Now.Shared : Now.Dedicated)[numa]) return false;
        }

        foreach (var core in claim.Cores)
        {
            if (_dedicated.IsSet(numa, core)) return false;
        }

        return true;
    }

    private bool Holds(int host, int diskGib, ReadOnlySpan<NumaClaim> claims, PlacementExtras? extras)
    {
        if (!IsWellFormed(host, diskGib, claims) || Now.Instances[host] == 0) return false;
        if (diskGib > Inventory.Hosts[host].DiskGib - Now.DiskGib[host] || (extras is not null && !_extras.Holds(host, extras))) return false;
        foreach (var claim in claims)
        {
            var numa = Inventory.NumaStart[host] + claim.NumaNode;
            if (claim.SmallMib > _memoryUsed[numa]) return false;
            if (claim.SharedVcpus is > 0 and var shared && !_sharedGuests.Contains(numa, shared)) return false;
            if (claim.Detail is { Pages: > 0 } detail && detail.Pages > PagesUsed(numa, detail.PageSize)) return false;
            foreach (var core in claim.Cores)
            {
                if (!_dedicated.IsSet(numa, core)) return false;
            }
        }

        return true;
    }
}
