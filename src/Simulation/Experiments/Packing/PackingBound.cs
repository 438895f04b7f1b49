using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>What no policy can beat: at every minute, demand over capacity rounded up.</summary>
/// <param name="Servers">The most servers needed at once.</param>
/// <param name="ServerMinutes">Servers needed, summed over all minutes.</param>
public sealed record PackingBound(int Servers, long ServerMinutes)
{
    /// <summary>Computes the bound from the instance alone.</summary>
    public static PackingBound Of(IEnumerable<PackingItem> items)
    {
        var changes = new SortedDictionary<int, int>();
        foreach (var item in items)
        {
            changes[item.Start] = changes.GetValueOrDefault(item.Start) + item.Size;
            changes[item.End] = changes.GetValueOrDefault(item.End) - item.Size;
        }

        var (servers, most, minutes, last) = (0, 0, 0L, 0);
        var demand = 0;
        foreach (var (minute, change) in changes)
        {
            minutes += (long)servers * (minute - last);
            demand += change;
            servers = (demand + PackingRun.Capacity - 1) / PackingRun.Capacity;
            most = Math.Max(most, servers);
            last = minute;
        }

        return new(most, minutes);
    }
}
