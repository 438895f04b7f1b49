using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>What fits in a fleet.</summary>
/// <param name="Guests">How many more.</param>
/// <param name="Hosts">Hosts that would take at least one.</param>
/// <param name="IsExact">Whether no arrangement takes more; otherwise it is what placing one after another reaches on some host.</param>
public readonly record struct FleetSlotCount(long Guests, int Hosts, bool IsExact);

/// <summary>
/// How many more guests of each type a cell would take, kept up to date: a change of a host only notes the host, and an answer counts the
/// noted hosts anew, by the closed forms of <see cref="SlotCount"/>. The first answer about a type counts every host.
/// </summary>
/// <remarks>The counts of different types are alternatives, not a sum: each is what fits if nothing else came.</remarks>
public sealed class FleetSlots : ILedgerObserver
{
    /// <summary>Types that are kept; when there are more, all are forgotten and counted anew as they are asked.</summary>
    public const int MaxTypes = 1024;

    private readonly CapacityLedger _ledger;
    private readonly Dictionary<GuestType, Column> _columns = [];
    private readonly Dictionary<(InstanceShape Shape, long OverheadMib), (PlacementAsk Ask, Column Column)> _needs = [];
    private bool _isTrying;
    private readonly bool[] _isChanged;
    private readonly List<int> _changed = [];

    /// <param name="ledger">The ledger that is watched from now on.</param>
    public FleetSlots(CapacityLedger ledger)
    {
        _ledger = ledger;
        _isChanged = new bool[ledger.Hosts.Count];
        ledger.Observe(this);
    }

    /// <summary>Hosts counted since the beginning, over all types: what answers have cost.</summary>
    public long HostsCounted { get; private set; }

    public void HostChanged(int host)
    {
        if (_isTrying || (_columns.Count == 0 && _needs.Count == 0) || _isChanged[host]) return;
        _isChanged[host] = true;
        _changed.Add(host);
    }

    /// <summary>How many more guests of the type all hosts would take together.</summary>
    public long Count(in GuestType type) => For(type).Total;

    /// <summary>How many hosts would take at least one.</summary>
    public int Hosts(in GuestType type) => For(type).Hosts;

    /// <summary>How many more one host would take. Throws for a host that the ledger does not know.</summary>
    public int On(HostId host, in GuestType type)
    {
        var index = _ledger.IndexOf(host);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(host));
        return For(type).Slots[index];
    }

    /// <summary>How many more guests of this shape fit, on how many hosts, and whether that is exact; needs included.</summary>
    public FleetSlotCount Count(InstanceShape shape, long overheadMib)
    {
        var column = shape.Needs is null && shape.CpuPolicy != CpuPolicy.Mixed ? For(GuestType.Of(shape, overheadMib)) : For(shape, overheadMib);
        return new(column.Total, column.Hosts, column.Estimates == 0);
    }

    private Column For(InstanceShape shape, long overheadMib)
    {
        CatchUp();
        if (_needs.TryGetValue((shape, overheadMib), out var known)) return known.Column;
        if (_needs.Count == MaxTypes) _needs.Clear();
        var (ask, column) = (PlacementAsk.For(_ledger, new(shape, overheadMib)), new Column(new int[_isChanged.Length]));
        for (var host = 0; host < _isChanged.Length; host++) Count(ask, column, host);
        _needs.Add((shape, overheadMib), (ask, column));
        return column;
    }

    /// <summary>What is tried on the ledger is taken back, and is no change.</summary>
    private void Count(PlacementAsk ask, Column column, int host)
    {
        HostsCounted++;
        _isTrying = true;
        var slots = NeedsSlots.Of(_ledger, ask, host);
        _isTrying = false;
        column.Set(host, slots.Count, slots.IsExact);
    }

    private Column For(in GuestType type)
    {
        CatchUp();
        if (_columns.TryGetValue(type, out var column)) return column;
        if (_columns.Count == MaxTypes) _columns.Clear();
        column = new(new int[_isChanged.Length]);
        for (var host = 0; host < _isChanged.Length; host++) Set(column, host, type);
        _columns.Add(type, column);
        return column;
    }

    private void CatchUp()
    {
        foreach (var host in _changed)
        {
            _isChanged[host] = false;
            foreach (var (type, column) in _columns) Set(column, host, type);
            foreach (var (ask, column) in _needs.Values) Count(ask, column, host);
        }

        _changed.Clear();
    }

    private void Set(Column column, int index, in GuestType type)
    {
        HostsCounted++;
        var host = _ledger.View(index);
        var count = host.IsCordoned ? 0 : SlotCount.Of(host, type);
        column.Set(index, count, count == 0 || SlotCount.IsExact(host, type, count));
    }

    private sealed class Column(int[] slots)
    {
        private readonly bool[] _estimated = new bool[slots.Length];

        public int[] Slots => slots;

        /// <summary>Hosts of which the count is only what is known to fit.</summary>
        public int Estimates { get; private set; }

        public long Total { get; private set; }

        public int Hosts { get; private set; }

        public void Set(int host, int count, bool isExact)
        {
            Estimates += (isExact ? 0 : 1) - (_estimated[host] ? 1 : 0);
            _estimated[host] = !isExact;
            Total += count - slots[host];
            Hosts += (count > 0 ? 1 : 0) - (slots[host] > 0 ? 1 : 0);
            slots[host] = count;
        }
    }
}
