using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.ControlPlane.Writer;

/// <summary>Committed records of one project in order of creation (ids are time ordered). Reads and writes are short and take one lock.</summary>
/// <param name="idOf">The id of a record.</param>
internal sealed class OrderedRecords<T>(Func<T, Guid> idOf)
{
    private readonly Lock _gate = new();
    private readonly List<T> _sorted = [];

    public void Put(T record)
    {
        lock (_gate)
        {
            var index = IndexOf(idOf(record));
            if (index >= 0)
                _sorted[index] = record;
            else
                _sorted.Insert(~index, record);
        }
    }

    public void Remove(Guid id)
    {
        lock (_gate)
        {
            var index = IndexOf(id);
            if (index >= 0)
                _sorted.RemoveAt(index);
        }
    }

    /// <summary>A page of those that match, after a position.</summary>
    public Page<T> List(Guid? after, int limit, Func<T, bool> matches)
    {
        var items = new List<T>(Math.Min(limit, 64));
        lock (_gate)
        {
            var index = after is { } position ? IndexOf(position) : ~0;
            for (index = index >= 0 ? index + 1 : ~index; index < _sorted.Count; index++)
            {
                if (!matches(_sorted[index]))
                    continue;
                if (items.Count == limit)
                    return new(items, idOf(items[^1]).ToString("D"));
                items.Add(_sorted[index]);
            }
        }

        return new(items, Next: null);
    }

    /// <summary>The index of the id, or the complement of where it would go.</summary>
    private int IndexOf(Guid id)
    {
        // Ids are time ordered, so nearly every new one goes to the end.
        if (_sorted.Count == 0 || idOf(_sorted[^1]).CompareTo(id) < 0)
            return ~_sorted.Count;

        var (low, high) = (0, _sorted.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = idOf(_sorted[middle]).CompareTo(id);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
