using Cloud.Simulation.Machine.Scheduling;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>
/// Bandwidth control (cpu.max): a pool per group, refilled every period and handed to threads in slices; a queue without run
/// time is throttled. The end of a slice is an exact event, so a group never overruns what was handed out.
/// Source: Documentation/scheduler/sched-bwc.rst, kernel/sched/fair.c.
/// </summary>
public sealed partial class HostMachine
{
    private const long SlackKeptNs = 1_000_000;
    private const long SlackDelayNs = 5_000_000;

    private void ChargeBandwidth(RunQueue queue, long elapsedNs)
    {
        queue.RuntimeLeftNs -= elapsedNs;
        if (queue.RuntimeLeftNs > 0) return;
        Grab(queue);
        if (queue.RuntimeLeftNs <= 0) Flag(queue.Cpu);
    }

    private void Grab(RunQueue queue)
    {
        var group = queue.Group;
        StartPeriods(group);
        group.UsedInPeriod = true;
        var take = Math.Min(group.PoolNs, Parameters.BandwidthSliceNs - queue.RuntimeLeftNs);
        group.PoolNs -= take;
        queue.RuntimeLeftNs += take;
    }

    /// <summary>Begins to watch periods again, with the refills that passed while nobody ran.</summary>
    private void StartPeriods(ControlGroup group)
    {
        if (group.TimerActive) return;
        var limit = group.Limit!;
        var passed = (_loop.NowNs - group.PeriodStartNs) / limit.PeriodNs;
        group.PeriodStartNs += passed * limit.PeriodNs;
        for (var i = 0; i < Math.Min(passed, 2); i++) Refill(group);
        group.TimerActive = true;
        _loop.Schedule(group.PeriodStartNs + limit.PeriodNs, this, (long)MachineEvent.Period, group.Id);
    }

    private static void Refill(ControlGroup group)
    {
        var limit = group.Limit!;
        group.PoolNs = Math.Min(group.PoolNs + limit.QuotaNs, limit.QuotaNs + limit.BurstNs);
    }

    private void OnPeriod(ControlGroup group)
    {
        group.Periods++;
        group.PeriodStartNs = _loop.NowNs;
        if (group.ThrottledQueues.Count > 0) group.ThrottledPeriods++;
        Refill(group);
        group.TimerActive = group.UsedInPeriod || group.ThrottledQueues.Count > 0;
        group.UsedInPeriod = false;
        Distribute(group);
        if (group.TimerActive) _loop.Schedule(_loop.NowNs + group.Limit!.PeriodNs, this, (long)MachineEvent.Period, group.Id);
    }

    /// <summary>Gives throttled queues just enough to run again, in the order of throttling.</summary>
    private void Distribute(ControlGroup group)
    {
        var served = 0;
        foreach (var queue in group.ThrottledQueues)
        {
            var take = Math.Min(group.PoolNs, 1 - queue.RuntimeLeftNs);
            group.PoolNs -= take;
            queue.RuntimeLeftNs += take;
            if (queue.RuntimeLeftNs <= 0) break;
            served++;
        }

        for (var i = 0; i < served; i++) Unthrottle(group.ThrottledQueues[i]);
        group.ThrottledQueues.RemoveRange(0, served);
    }

    /// <summary>A queue that runs empty gives its run time back, but for 1 ms.</summary>
    private void ReturnSlack(RunQueue queue)
    {
        var slack = queue.RuntimeLeftNs - SlackKeptNs;
        if (slack <= 0) return;
        queue.RuntimeLeftNs -= slack;
        queue.Group.PoolNs += slack;
        if (queue.Group.ThrottledQueues.Count == 0 || queue.Group.SlackPending) return;
        queue.Group.SlackPending = true;
        _loop.Schedule(_loop.NowNs + SlackDelayNs, this, (long)MachineEvent.Slack, queue.Group.Id);
    }

    private void OnSlack(ControlGroup group)
    {
        group.SlackPending = false;
        Distribute(group);
    }

    /// <summary>The first arrival on a queue without run time must get some, or the queue is throttled.</summary>
    private bool ThrottlesOnArrival(RunQueue queue)
    {
        if (queue.Group.Limit is null || queue.Current is not null || queue.RuntimeLeftNs > 0) return false;
        Grab(queue);
        if (queue.RuntimeLeftNs > 0) return false;
        Throttle(queue);
        return true;
    }

    private void ThrottleExhausted(MachineTask task)
    {
        for (var e = task.Entity; e is not null; e = e.Above)
        {
            var queue = e.Queue;
            if (queue.Group.Limit is null || queue.RuntimeLeftNs > 0 || queue.Throttled || queue.Load == 0) continue;
            Grab(queue);
            if (queue.RuntimeLeftNs > 0) continue;
            task.OutReason = TraceReason.Throttled;
            Throttle(queue);
        }
    }

    private void Throttle(RunQueue queue)
    {
        queue.Throttled = true;
        queue.ThrottledAtNs = _loop.NowNs;
        queue.Group.ThrottledQueues.Add(queue);
        Trace(TraceKind.Throttle, queue.Cpu.Index, queue.Group.Id, TraceReason.Throttled);
        var e = queue.Entity;
        var empties = true;
        for (; e is { OnQueue: true } && empties; e = e.Above)
        {
            _policy.Dequeue(e.Queue, e, migrates: false);
            e.Queue.Tasks -= queue.Tasks;
            empties = e.Queue.Load == 0;
        }

        for (; e is { OnQueue: true }; e = e.Above) e.Queue.Tasks -= queue.Tasks;
        Recount(queue.Cpu);
    }

    private void Unthrottle(RunQueue queue)
    {
        queue.Throttled = false;
        queue.Group.ThrottledNs += _loop.NowNs - queue.ThrottledAtNs;
        Trace(TraceKind.Unthrottle, queue.Cpu.Index, queue.Group.Id, TraceReason.None);
        if (queue.Load == 0) return;
        Charge(queue.Cpu);
        var blocked = false;
        var e = queue.Entity;
        for (; e is { OnQueue: false } && !blocked; e = e.Above)
        {
            UpdateShare(e);
            _policy.Enqueue(e.Queue, e, EnqueueKind.Wakeup);
            e.Queue.Tasks += queue.Tasks;
            // A group above may have run out while this one, its last, was throttled: it was empty then, so nobody throttled it.
            blocked = e.Queue.Throttled || ThrottlesOnArrival(e.Queue);
        }

        for (; e is not null && !blocked; e = e.Above)
        {
            e.Queue.Tasks += queue.Tasks;
            blocked = e.Queue.Throttled;
        }

        Recount(queue.Cpu);
        if (queue.Cpu.Root.Tasks > 0) _idle[queue.Cpu.Index] = false;
        if (queue.Cpu.Current is null) Flag(queue.Cpu);
    }
}
