namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>
/// Earliest Eligible Virtual Deadline First (Linux 6.6 and later): among entities that are owed time, the earliest virtual
/// deadline runs. Sleepers keep their lag (PLACE_LAG); a shorter slice, not a credit, buys latency.
/// Source: Documentation/scheduler/sched-eevdf.rst; kernel/sched/fair.c of 6.6 to 6.12, without DELAY_DEQUEUE.
/// </summary>
internal sealed partial class EevdfPolicy(EevdfTunables tunables) : FairPolicy
{
    public override bool Augmented => true;

    public override bool Charge(RunQueue queue, SchedEntity current, long deltaNs)
    {
        current.SumExecNs += deltaNs;
        current.Vruntime += LoadWeight.Fair(deltaNs, current);
        var served = current.Vruntime - current.Deadline >= 0;
        if (served) current.Deadline = current.Vruntime + LoadWeight.Fair(SliceNs(current), current);
        UpdateMinimum(queue);
        return served && queue.Entities > 1;
    }

    /// <summary>Charging has found out already whether the slice is served.</summary>
    public override bool TickPreempts(RunQueue queue, SchedEntity current) => false;

    public override bool WakeupPreempts(RunQueue queue, SchedEntity current, SchedEntity woken)
    {
        if (tunables.PreemptShort && SliceNs(woken) < SliceNs(current) && IsBefore(woken, current) && Eligible(queue, woken.Vruntime))
            current.Vlag = current.Deadline + 1;
        return Pick(queue) == woken;
    }

    public override SchedEntity? Pick(RunQueue queue)
    {
        var left = queue.Tree.Leftmost;
        var current = queue.Current is { OnQueue: true } c ? c : null;
        if (left is null) return current;
        if (queue.NextBuddy is { } next && Eligible(queue, next.Vruntime)) return next;
        if (current is not null && !Eligible(queue, current.Vruntime)) current = null;
        if (tunables.RunToParity && current is not null && current.Vlag == current.Deadline) return current;
        var best = EarliestEligible(queue);
        if (best is null) return current ?? left;
        return current is not null && IsBefore(current, best) ? current : best;
    }

    public override void SetCurrent(RunQueue queue, SchedEntity entity)
    {
        base.SetCurrent(queue, entity);
        entity.Vlag = entity.Deadline;
    }

    public override void Yield(RunQueue queue, SchedEntity current)
    {
        current.Deadline += LoadWeight.Fair(SliceNs(current), current);
    }

    public override void Reweigh(RunQueue queue, SchedEntity entity, int weight)
    {
        if (!entity.OnQueue)
        {
            base.Reweigh(queue, entity, weight);
            return;
        }

        // Lag and the rest of the request are kept as real time, so they scale with the weights.
        var average = AverageVruntime(queue);
        var inTree = queue.Current != entity;
        if (inTree) FromTree(queue, entity);
        entity.Vruntime = average - Rescaled(average - entity.Vruntime, entity.Weight, weight);
        entity.Deadline = average + Rescaled(entity.Deadline - average, entity.Weight, weight);
        base.Reweigh(queue, entity, weight);
        if (inTree) ToTree(queue, entity);
        UpdateMinimum(queue);
    }

    protected override void Place(RunQueue queue, SchedEntity entity, EnqueueKind kind)
    {
        var vslice = LoadWeight.Fair(SliceNs(entity), entity);
        var at = AverageVruntime(queue);
        if (queue.Entities > 0 && kind != EnqueueKind.New)
        {
            var load = Math.Max(1, queue.AverageLoad + (queue.Current is { OnQueue: true } c ? c.Weight : 0));
            at -= (long)((Int128)entity.Vlag * (load + entity.Weight) / load);
        }

        entity.Vruntime = at;
        entity.Deadline = at + (kind == EnqueueKind.New ? vslice / 2 : vslice);
    }

    protected override void Leaving(RunQueue queue, SchedEntity entity)
    {
        var limit = LoadWeight.Fair(Math.Max(2 * SliceNs(entity), tunables.TickNs), entity);
        entity.Vlag = Math.Clamp(AverageVruntime(queue) - entity.Vruntime, -limit, limit);
    }

    protected override long KeyOf(SchedEntity entity) => entity.Deadline;

    private static bool IsBefore(SchedEntity a, SchedEntity b) => a.Deadline - b.Deadline < 0;

    private static long Rescaled(long value, int oldWeight, int newWeight) => (long)((Int128)value * oldWeight / newWeight);

    private long SliceNs(SchedEntity entity) => entity.CustomSliceNs > 0 ? entity.CustomSliceNs : tunables.BaseSliceNs;
}
