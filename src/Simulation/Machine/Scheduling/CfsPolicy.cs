namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// The Completely Fair Scheduler (Linux 2.6.23 to 6.5): runs the entity with the least virtual run time.
/// Source: kernel/sched/fair.c at 000619680c37; feature flags as shipped (START_DEBIT, GENTLE_FAIR_SLEEPERS).
/// </summary>
internal sealed class CfsPolicy(CfsTunables tunables) : FairPolicy
{
    public override bool Augmented => false;

    public override bool Charge(RunQueue queue, SchedEntity current, long deltaNs)
    {
        current.SumExecNs += deltaNs;
        current.Vruntime += LoadWeight.Fair(deltaNs, current);
        UpdateMinimum(queue);
        return false;
    }

    public override bool TickPreempts(RunQueue queue, SchedEntity current)
    {
        if (queue.Entities < 2) return false;
        var idealNs = SliceNs(queue, current);
        var ranNs = current.SumExecNs - current.SliceStartExecNs;
        if (ranNs > idealNs) return true;
        if (ranNs < tunables.MinGranularityNs) return false;
        return queue.Tree.Leftmost is { } left && current.Vruntime - left.Vruntime > idealNs;
    }

    public override bool WakeupPreempts(RunQueue queue, SchedEntity current, SchedEntity woken) =>
        Comparison(current, woken) == 1;

    public override SchedEntity? Pick(RunQueue queue)
    {
        var left = queue.Tree.Leftmost;
        var current = queue.Current is { OnQueue: true } c ? c : null;
        if (left is null || (current is not null && current.Vruntime - left.Vruntime < 0)) left = current;
        if (left is null) return null;
        var picked = left;
        if (queue.SkipBuddy == picked)
        {
            var second = picked == current ? queue.Tree.Leftmost : EntityTree.Next(picked);
            if (second is null || (current is not null && picked != current && current.Vruntime - second.Vruntime < 0))
                second = current == picked ? null : current;
            if (second is not null && Comparison(second, left) < 1) picked = second;
        }

        if (queue.NextBuddy is { } next && Comparison(next, left) < 1) picked = next;
        return picked;
    }

    public override void Yield(RunQueue queue, SchedEntity current) => queue.SkipBuddy = current;

    /// <summary>Time that the entity may run in one period, through all levels of groups.</summary>
    private long SliceNs(RunQueue queue, SchedEntity entity)
    {
        var entities = queue.Entities + (entity.OnQueue ? 0 : 1);
        var slice = tunables.PeriodNs(entities);
        for (var e = entity; e is not null; e = e.Above)
        {
            var load = e.Queue.Load + (e.OnQueue ? 0 : e.Weight);
            slice = LoadWeight.Scale(slice, e.Weight, LoadWeight.InverseOf(load));
        }

        return slice;
    }

    protected override void Place(RunQueue queue, SchedEntity entity, EnqueueKind kind)
    {
        if (entity.Relative) entity.Vruntime += queue.MinVruntime;
        entity.Relative = false;
        if (kind == EnqueueKind.Migration) return;
        var at = queue.MinVruntime;
        if (kind == EnqueueKind.New)
        {
            at += LoadWeight.Fair(SliceNs(queue, entity), entity);
            entity.Vruntime = at;
            return;
        }

        at -= tunables.GentleSleepers ? tunables.LatencyNs / 2 : tunables.LatencyNs;
        if (at - entity.Vruntime > 0) entity.Vruntime = at;
    }

    public override void Detach(RunQueue queue, SchedEntity entity)
    {
        if (entity.Relative) return;
        entity.Vruntime -= queue.MinVruntime;
        entity.Relative = true;
    }

    protected override void UpdateMinimum(RunQueue queue)
    {
        var current = queue.Current is { OnQueue: true } c ? c : null;
        var left = queue.Tree.Leftmost;
        if (current is null && left is null) return;
        var least = current?.Vruntime ?? left!.Vruntime;
        if (left is not null && left.Vruntime - least < 0) least = left.Vruntime;
        if (least - queue.MinVruntime > 0) queue.MinVruntime = least;
    }

    protected override long KeyOf(SchedEntity entity) => entity.Vruntime;

    /// <summary>-1 when the other is not behind, 1 when it is behind by more than the wake-up granularity, else 0.</summary>
    private int Comparison(SchedEntity current, SchedEntity other)
    {
        var behind = current.Vruntime - other.Vruntime;
        if (behind <= 0) return -1;
        return behind > LoadWeight.Fair(tunables.WakeupGranularityNs, other) ? 1 : 0;
    }
}
