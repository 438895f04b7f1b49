using Cloud.Domain.Identity;
using Cloud.Scheduler.Capacity;

namespace Cloud.Scheduler.Slots;

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
        if (_columns.Count == 0 || _isChanged[host]) return;
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

    private Column For(in GuestType type)
    {
        CatchUp();
        if (_columns.TryGetValue(type, out var column)) return column;
        if (_columns.Count == MaxTypes) _columns.Clear();
        column = new(new int[_isChanged.Length]);
        for (var host = 0; host < _isChanged.Length; host++) column.Set(host, Slots(host, type));
        _columns.Add(type, column);
        return column;
    }

    private void CatchUp()
    {
        foreach (var host in _changed)
        {
            _isChanged[host] = false;
            foreach (var (type, column) in _columns) column.Set(host, Slots(host, type));
        }

        _changed.Clear();
    }

    private int Slots(int index, in GuestType type)
    {
        HostsCounted++;
        var host = _ledger.View(index);
        return host.IsCordoned ? 0 : SlotCount.Of(host, type);
    }

    private sealed class Column(int[] slots)
    {
        public int[] Slots => slots;

        public long Total { get; private set; }

        public int Hosts { get; private set; }

        public void Set(int host, int count)
        {
            Total += count - slots[host];
            Hosts += (count > 0 ? 1 : 0) - (slots[host] > 0 ? 1 : 0);
            slots[host] = count;
        }
    }
}
