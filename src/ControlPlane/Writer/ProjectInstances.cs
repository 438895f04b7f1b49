using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Writer;

/// <summary>The committed instances of one project in order of creation. Reads and writes are short and take one lock.</summary>
internal sealed class ProjectInstances
{
    private readonly Lock _gate = new();
    private readonly List<InstanceRecord> _sorted = [];

    public void Put(InstanceRecord instance)
    {
        lock (_gate)
        {
            var index = IndexOf(instance.Id);
            if (index >= 0)
                _sorted[index] = instance;
            else
                _sorted.Insert(~index, instance);
        }
    }

    public void Remove(InstanceId id)
    {
        lock (_gate)
        {
            var index = IndexOf(id);
            if (index >= 0)
                _sorted.RemoveAt(index);
        }
    }

    public Page<InstanceRecord> List(ListInstances query)
    {
        var items = new List<InstanceRecord>(Math.Min(query.Limit, 64));
        lock (_gate)
        {
            var index = query.After is { } after ? IndexOf(after) : ~0;
            for (index = index >= 0 ? index + 1 : ~index; index < _sorted.Count; index++)
            {
                if (!Matches(_sorted[index], query))
                    continue;
                if (items.Count == query.Limit)
                    return new(items, items[^1].Id.ToString());
                items.Add(_sorted[index]);
            }
        }

        return new(items, Next: null);
    }

    private static bool Matches(InstanceRecord instance, ListInstances query)
    {
        if (query.State is { } state && instance.State != state)
            return false;
        if (query.Kind is { } kind && instance.Kind != kind)
            return false;
        if (query.Name is { } name && !instance.Name.Contains(name, StringComparison.Ordinal))
            return false;
        foreach (var (key, value) in query.Labels)
        {
            if (!instance.Labels.TryGetValue(key, out var actual) || (value is not null && !string.Equals(actual, value, StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    /// <summary>The index of the id, or the complement of where it would go.</summary>
    private int IndexOf(InstanceId id)
    {
        // Ids are time ordered, so nearly every new one goes to the end.
        if (_sorted.Count == 0 || _sorted[^1].Id.CompareTo(id) < 0)
            return ~_sorted.Count;

        var (low, high) = (0, _sorted.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = _sorted[middle].Id.CompareTo(id);
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
