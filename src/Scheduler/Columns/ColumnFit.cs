using System.Numerics;
using System.Runtime.Intrinsics;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Columns;

/// <summary>
/// Which hosts take a request, and on how many NUMA nodes, over the ledger's columns: eight NUMA nodes are compared at once, a bit each, and a host is
/// then a few operations on its bits. Exact for guests of equal parts; guests with needs, groups and a profile's own filters are asked host by host,
/// of the hosts left. As things are, or as if every host were empty. Its buffers are as long as the ledger and used again.
/// </summary>
internal sealed class ColumnFit(CapacityLedger ledger, PlacementProfile profile, bool emptied = false)
{
    private readonly Rules _rules = new(profile);
    private readonly Rooms _now = emptied ? ledger.Emptied : ledger.Now;
    private readonly bool _isPlain = profile.Filters is [] or [InRequestedZone];
    private readonly bool _minds = profile.Filters is [InRequestedZone];
    private readonly bool _arePairs = Enumerable.Range(0, ledger.Hosts.Count).All(host => ledger.Inventory.NumaStart[host + 1] == 2 * (host + 1));
    private readonly byte[] _parts = new byte[ledger.Hosts.Count];

    /// <summary>NUMA nodes with room for a part, a bit each, and those that could carry the overhead as well; one word more than needed.</summary>
    private readonly ulong[] _room = new ulong[ledger.Inventory.NumaNodes.Length / 64 + 2];
    private readonly ulong[] _roomFirst = new ulong[ledger.Inventory.NumaNodes.Length / 64 + 2];

    /// <summary>Whether nothing but NUMA nodes can refuse the request.</summary>
    private bool _allPass;

    /// <summary>NUMA nodes that the guest would span, by host; 0 when any rule refuses it.</summary>
    public ReadOnlySpan<byte> Parts => _parts;

    /// <summary>Answers for one request; what it answered before is gone.</summary>
    public void Ask(PlacementAsk ask)
    {
        Array.Clear(_parts);
        _allPass = _isPlain && ask.DiskGib == 0 && ask.Group is null && (!_minds || ask.Zone == PlacementAsk.AnyZone) && !_now.Cordoned.AsSpan().Contains(true);
        if (ask.Plan is not null)
        {
            for (var host = 0; host < _parts.Length; host++) _parts[host] = (byte)_rules.Parts(View(host), ask);
            return;
        }

        foreach (ref readonly var option in ask.Options)
        {
            FindRoom(_room, ask.Dedicated, option.Vcpus, option.MemoryMib);
            var charged = ask.Request.OverheadMemoryMib > 0;
            if (charged) FindRoom(_roomFirst, ask.Dedicated, option.Vcpus, option.MemoryMib + ask.Request.OverheadMemoryMib);
            if (!_arePairs) FindHosts(ask, option.Parts, charged);
            else if (option.Parts <= 2) FindPairs(ask, option.Parts, charged);
        }
    }

    private HostView View(int host) => emptied ? ledger.ViewEmptied(host) : ledger.View(host);

    private void FindRoom(ulong[] bits, bool dedicated, int vcpus, long memoryMib)
    {
        var rooms = _now;
        ReadOnlySpan<int> cpu = dedicated ? rooms.Dedicated : rooms.Shared;
        ReadOnlySpan<long> memory = rooms.MemoryMib;
        Array.Clear(bits);
        var (needCpu, needMemory) = (Vector256.Create(vcpus), Vector256.Create(memoryMib));
        var numa = 0;
        for (; numa + Vector256<int>.Count <= cpu.Length; numa += Vector256<int>.Count)
        {
            var hasCpu = Vector256.GreaterThanOrEqual(Vector256.Create(cpu.Slice(numa, 8)), needCpu).ExtractMostSignificantBits();
            if (hasCpu == 0) continue;
            var low = Vector256.GreaterThanOrEqual(Vector256.Create(memory.Slice(numa, 4)), needMemory).ExtractMostSignificantBits();
            var high = Vector256.GreaterThanOrEqual(Vector256.Create(memory.Slice(numa + 4, 4)), needMemory).ExtractMostSignificantBits();
            bits[numa >> 6] |= (ulong)(hasCpu & (low | high << 4)) << (numa & 63);
        }

        for (; numa < cpu.Length; numa++)
        {
            if (cpu[numa] >= vcpus && memory[numa] >= memoryMib) bits[numa >> 6] |= 1UL << (numa & 63);
        }
    }

    private void FindHosts(PlacementAsk ask, int parts, bool charged)
    {
        var inventory = ledger.Inventory;
        for (var host = 0; host < _parts.Length; host++)
        {
            var start = inventory.NumaStart[host];
            var numaNodes = inventory.NumaStart[host + 1] - start;
            var room = Bits(_room, start, numaNodes);
            if (room == 0 || _parts[host] != 0) continue;
            var first = charged && inventory.ChargesOverhead[host] ? Bits(_roomFirst, start, numaNodes) : room;
            if (FitsCharged(room, first, parts) && Passes(ask, host)) _parts[host] = (byte)parts;
        }
    }

    /// <summary>Whether a host with room passes all rules that are not about NUMA nodes.</summary>
    private bool Passes(PlacementAsk ask, int host)
    {
        if (_allPass) return true;
        if (ask.DiskGib > _now.DiskGib[host] || _now.Cordoned[host]) return false;
        if (_minds && ask.Zone != PlacementAsk.AnyZone && ask.Zone != ledger.Inventory.Zone[host]) return false;
        return ask.Group?.Allows(host) != false && (_isPlain || _rules.PassesOwn(View(host), ask));
    }

    /// <summary>The same where all hosts have two NUMA nodes, as most do: a word is 32 hosts, and the bits that are left are hosts that fit.</summary>
    private void FindPairs(PlacementAsk ask, int parts, bool charged)
    {
        const ulong evens = 0x5555_5555_5555_5555;
        for (var word = 0; word < _room.Length; word++)
        {
            var room = _room[word];
            if (room == 0) continue;
            var first = charged ? _roomFirst[word] : room;
            // Not every pool charges the overhead: which does is looked up for hosts that would fit without it.
            var fits = (parts == 1 ? room | room >> 1 : room & room >> 1) & evens;
            for (; fits != 0; fits &= fits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(fits);
                var host = word * 32 + bit / 2;
                if (_parts[host] != 0 || !Passes(ask, host)) continue;
                if (!charged || !ledger.Inventory.ChargesOverhead[host] || FitsCharged(room >> bit & 3, first >> bit & 3, parts)) _parts[host] = (byte)parts;
            }
        }
    }

    /// <summary>As in NumaFitter: the lowest NUMA node that can carry the overhead leaves most above it.</summary>
    private static bool FitsCharged(ulong room, ulong first, int parts) =>
        first != 0 && ulong.PopCount(room & ulong.MaxValue << (int)ulong.TrailingZeroCount(first)) >= (ulong)parts;

    private static ulong Bits(ulong[] bits, int start, int length)
    {
        var (word, shift) = (start >> 6, start & 63);
        var found = bits[word] >> shift;
        if (shift + length > 64) found |= bits[word + 1] << (64 - shift);
        return length == 64 ? found : found & ((1UL << length) - 1);
    }
}
