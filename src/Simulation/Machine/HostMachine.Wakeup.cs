using Cloud.Simulation.Machine.Scheduling;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>Starting and waking tasks: where to, and whether they take the thread at once.</summary>
public sealed partial class HostMachine
{
    private void Start(MachineTask task)
    {
        task.State = TaskState.Runnable;
        task.ReadySinceNs = _loop.NowNs;
        var cpu = LeastLoaded(task);
        Charge(cpu);
        Enqueue(cpu, task, EnqueueKind.New);
        Trace(TraceKind.Wake, cpu.Index, task.Id, TraceReason.Started);
        Preempt(cpu, task);
    }

    private void Wake(MachineTask task, CpuState? waker, TraceReason reason)
    {
        if (task.Polling)
        {
            EndPolling(task);
            return;
        }

        task.State = TaskState.Runnable;
        task.ReadySinceNs = _loop.NowNs;
        task.HasWakeLatency = true;
        task.Wakeups++;
        AdaptPolling(task);
        var before = task.Cpu;
        var cpu = SelectCpu(task, waker);
        Charge(cpu);
        if (cpu != before)
        {
            _policy.Detach(task.Entity.Queue, task.Entity);
            task.Migrations++;
            AddOverhead(task, TimeCategory.Kernel, _costs.Migration);
            Trace(TraceKind.Migrate, cpu.Index, task.Id, TraceReason.WakePlacement, before.Index);
        }

        Enqueue(cpu, task, EnqueueKind.Wakeup);
        Trace(TraceKind.Wake, cpu.Index, task.Id, reason);
        Preempt(cpu, task);
    }

    /// <summary>Flags the thread if the task that came should run there at once.</summary>
    private void Preempt(CpuState cpu, MachineTask task)
    {
        if (cpu.NeedsReschedule || task.Entity.Queue.InThrottledHierarchy) return;
        if (cpu.Current is not { } current || !current.Entity.OnQueue)
        {
            Flag(cpu);
            return;
        }

        if (current.Polling)
        {
            GiveUpPolling(cpu, current);
            return;
        }

        var running = current.Entity;
        var woken = task.Entity;
        for (var depth = Depth(running) - Depth(woken); depth != 0; depth -= Math.Sign(depth))
        {
            if (depth > 0) running = running.Above!;
            else woken = woken.Above!;
        }

        while (running.Queue != woken.Queue)
        {
            running = running.Above!;
            woken = woken.Above!;
        }

        if (running != woken && _policy.WakeupPreempts(running.Queue, running, woken)) Flag(cpu);
    }

    private static int Depth(SchedEntity entity)
    {
        var depth = 0;
        for (var e = entity.Above; e is not null; e = e.Above) depth++;
        return depth;
    }

    /// <summary>The thread of the last run if idle, else an idle one near it, else the last one (select_task_rq_fair).</summary>
    private CpuState SelectCpu(MachineTask task, CpuState? waker)
    {
        var last = task.Cpu;
        if (_idle[last.Index] && task.Allows(last.Index) && last.Sibling is null or { Current: null }) return last;
        var target = last;
        if (waker is not null && waker.Complex != last.Complex && waker.Root.Load < last.Root.Load) target = waker;
        var perComplex = Parameters.Topology.ThreadsPerComplex;
        var idle = FirstIdle(task, target.Complex * perComplex, (target.Complex + 1) * perComplex);
        if (idle is not null) return idle;
        if (task.Allows(target.Index)) return target;
        return task.Allows(last.Index) ? last : LeastLoaded(task);
    }

    /// <summary>An idle thread of an idle core in a range, else any idle one.</summary>
    private CpuState? FirstIdle(MachineTask task, int from, int to)
    {
        CpuState? single = null;
        for (var i = _idle.First(from, to); i >= 0; i = _idle.First(i + 1, to))
        {
            if (!task.Allows(i)) continue;
            if (_cpus[i].Sibling is null || _idle[i ^ 1]) return _cpus[i];
            single ??= _cpus[i];
        }

        return single;
    }

    private CpuState LeastLoaded(MachineTask task)
    {
        if (FirstIdle(task, 0, _cpus.Length) is { } idle) return idle;
        CpuState? least = null;
        foreach (var cpu in _cpus)
        {
            if (task.Allows(cpu.Index) && (least is null || cpu.Root.Load < least.Root.Load)) least = cpu;
        }

        return least ?? throw new InvalidOperationException($"Task {task.Name} may run nowhere.");
    }
}
