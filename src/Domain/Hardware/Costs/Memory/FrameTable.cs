namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>What became of an attempt to map a frame into a guest.</summary>
public enum MapOutcome
{
    /// <summary>The guest may now use it.</summary>
    Mapped,

    /// <summary>Refused: another guest owns it, and it was not shared read-only. The hardware raises a nested page fault.</summary>
    Violation,
}

/// <summary>
/// Section 8.1, the isolation invariant: the frames of two guests are disjoint, except those explicitly shared read-only.
/// A model of the nested page tables of one host; mutable, one owner.
/// </summary>
public sealed class FrameTable
{
    private readonly SortedDictionary<long, List<int>> _owners = [];
    private readonly SortedSet<long> _readOnly = [];

    /// <summary>Maps a frame of the host into a guest. <paramref name="readOnlyShared"/> = a page merged by page sharing.</summary>
    public MapOutcome Map(int guest, long frame, bool readOnlyShared = false)
    {
        if (!_owners.TryGetValue(frame, out var owners))
        {
            _owners.Add(frame, [guest]);
            if (readOnlyShared) _readOnly.Add(frame);
            return MapOutcome.Mapped;
        }

        if (owners.Contains(guest)) return MapOutcome.Mapped;
        if (!readOnlyShared || !_readOnly.Contains(frame)) return MapOutcome.Violation;
        owners.Add(guest);
        return MapOutcome.Mapped;
    }

    /// <summary>A write to a shared page copies it: the guest leaves the frame and gets <paramref name="copy"/> for itself.</summary>
    public MapOutcome CopyOnWrite(int guest, long frame, long copy)
    {
        if (_owners.ContainsKey(copy) || !_owners.TryGetValue(frame, out var owners) || !owners.Contains(guest)) return MapOutcome.Violation;
        owners.Remove(guest);
        if (owners.Count == 0) Release(frame);
        return Map(guest, copy);
    }

    /// <summary>True when no frame is writable by two guests.</summary>
    public bool InvariantHolds => _owners.All(entry => entry.Value.Count <= 1 || _readOnly.Contains(entry.Key));

    /// <summary>Frames in use.</summary>
    public int Frames => _owners.Count;

    private void Release(long frame)
    {
        _owners.Remove(frame);
        _readOnly.Remove(frame);
    }
}
