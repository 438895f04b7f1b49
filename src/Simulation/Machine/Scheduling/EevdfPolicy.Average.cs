namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// The load-weighted average virtual run time, kept as a sum relative to the queue's minimum; the current entity is added
/// when asked, because it is not in the tree.
/// </summary>
internal sealed partial class EevdfPolicy
{
    /// <summary>The average virtual run time V: who has less is owed time.</summary>
    internal static long AverageVruntime(RunQueue queue)
    {
        var sum = queue.AverageSum;
        var load = queue.AverageLoad;
        AddCurrent(queue, ref sum, ref load);
        if (load == 0) return queue.MinVruntime;
        if (sum < 0) sum -= load - 1;
        return queue.MinVruntime + (sum / load);
    }

    /// <summary>Whether a virtual run time is not above the average, without dividing.</summary>
    internal static bool Eligible(RunQueue queue, long vruntime)
    {
        var sum = queue.AverageSum;
        var load = queue.AverageLoad;
        AddCurrent(queue, ref sum, ref load);
        return sum >= (vruntime - queue.MinVruntime) * load;
    }

    protected override void ToTree(RunQueue queue, SchedEntity entity)
    {
        base.ToTree(queue, entity);
        queue.AverageSum += (entity.Vruntime - queue.MinVruntime) * entity.Weight;
        queue.AverageLoad += entity.Weight;
    }

    protected override void FromTree(RunQueue queue, SchedEntity entity)
    {
        base.FromTree(queue, entity);
        queue.AverageSum -= (entity.Vruntime - queue.MinVruntime) * entity.Weight;
        queue.AverageLoad -= entity.Weight;
    }

    protected override void UpdateMinimum(RunQueue queue)
    {
        var current = queue.Current is { OnQueue: true } c ? c : null;
        var root = queue.Tree.Root;
        if (current is null && root is null) return;
        var least = current?.Vruntime ?? root!.SubtreeMinVruntime;
        if (root is not null && root.SubtreeMinVruntime - least < 0) least = root.SubtreeMinVruntime;
        var delta = least - queue.MinVruntime;
        if (delta <= 0) return;
        queue.AverageSum -= queue.AverageLoad * delta;
        queue.MinVruntime = least;
    }

    private static SchedEntity? EarliestEligible(RunQueue queue)
    {
        var node = queue.Tree.Leftmost!;
        if (Eligible(queue, node.Vruntime)) return node;
        node = queue.Tree.Root;
        while (node is not null)
        {
            if (node.Left is { } left && Eligible(queue, left.SubtreeMinVruntime)) node = left;
            else if (Eligible(queue, node.Vruntime)) return node;
            else node = node.Right;
        }

        return null;
    }

    private static void AddCurrent(RunQueue queue, ref long sum, ref long load)
    {
        if (queue.Current is not { OnQueue: true } current) return;
        sum += (current.Vruntime - queue.MinVruntime) * current.Weight;
        load += current.Weight;
    }
}
