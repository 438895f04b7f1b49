using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>Choosing what runs on a thread, and changing over to it.</summary>
public sealed partial class HostMachine
{
    private void Reschedule(CpuState cpu)
    {
        Charge(cpu);
        cpu.NeedsReschedule = false;
        var before = cpu.Current;
        if (before is not null && before.Process.Group.HasLimitAbove) ThrottleExhausted(before);
        var next = PickTask(cpu);
        if (next is null && PullToIdle(cpu)) next = PickTask(cpu);
        if (next != before)
        {
            Switch(cpu, before, next);
            return;
        }

        if (next is null)
        {
            _idle[cpu.Index] = true;
            return;
        }

        for (var e = next.Entity; e is not null; e = e.Above) _policy.SetCurrent(e.Queue, e);
        next.OutReason = TraceReason.None;
        Continue(cpu);
    }

    private MachineTask? PickTask(CpuState cpu)
    {
        var queue = cpu.Root;
        while (_policy.Pick(queue) is { } entity)
        {
            if (entity.Own is null) return entity.Task;
            queue = entity.Own;
        }

        return null;
    }

    private void Switch(CpuState cpu, MachineTask? before, MachineTask? next)
    {
        if (before is not null) Leave(cpu, before);
        cpu.Current = next;
        cpu.Switches++;
        if (next is not null) Enter(cpu, next, before);
        _idle[cpu.Index] = next is null;
        if (cpu.Sibling is not null && before is null != next is null) ShareCore(cpu, cpu.Sibling);
        Program(cpu);
    }

    private void Leave(CpuState cpu, MachineTask task)
    {
        for (var e = task.Entity; e is not null; e = e.Above) _policy.PutPrevious(e.Queue, e);
        var now = _loop.NowNs;
        task.LastRanNs = now;
        task.Process.Meter?.Change(now, -1);
        LeaveFootprint(cpu, task, now - task.SwitchedInNs);
        var reason = task.OutReason;
        if (task.State == TaskState.Runnable)
        {
            if (reason == TraceReason.None) reason = TraceReason.Preempted;
            task.ReadySinceNs = now;
            task.InvoluntarySwitches++;
            AddQueued(cpu, task);
            if (task.SpinLocksHeld > 0) CountHolderPreemption(task);
        }
        else
        {
            task.VoluntarySwitches++;
        }

        Trace(TraceKind.SwitchOut, cpu.Index, task.Id, reason);
    }

    private void Enter(CpuState cpu, MachineTask task, MachineTask? before)
    {
        var now = _loop.NowNs;
        RemoveQueued(cpu, task);
        for (var e = task.Entity; e is not null; e = e.Above) _policy.SetCurrent(e.Queue, e);
        var waited = now - task.ReadySinceNs;
        task.WaitNs += waited;
        task.SwitchedInNs = now;
        task.OutReason = TraceReason.None;
        if (task.HasWakeLatency)
        {
            task.HasWakeLatency = false;
            task.WakeLatencyNs += waited;
            task.WakeLatencyMaxNs = Math.Max(task.WakeLatencyMaxNs, waited);
            task.Latencies?.Add(waited);
        }

        task.Process.Meter?.Change(now, 1);
        if (before is null) AddOverhead(task, TimeCategory.Kernel, _costs.IdleExit);
        PriceSwitch(cpu, task);
        StartTick(cpu);
        if (task.SpinsOn is { } wanted) TryTakeAfterPreemption(task, wanted);
        Trace(TraceKind.SwitchIn, cpu.Index, task.Id, TraceReason.None, waited);
    }

    /// <summary>A sibling that becomes busy or idle changes the speed of both threads of the core.</summary>
    private void ShareCore(CpuState cpu, CpuState sibling)
    {
        var speed = cpu.Current is not null && sibling.Current is not null ? _costs.SharedSpeed : CpuState.FullSpeed;
        cpu.Speed = speed;
        if (sibling.Speed == speed) return;
        Charge(sibling);
        sibling.Speed = speed;
        if (!sibling.NeedsReschedule) Program(sibling);
    }

    private static void AddQueued(CpuState cpu, MachineTask task)
    {
        task.QueuedBefore = null;
        task.QueuedAfter = cpu.QueuedFirst;
        if (cpu.QueuedFirst is not null) cpu.QueuedFirst.QueuedBefore = task;
        cpu.QueuedFirst = task;
    }

    private static void RemoveQueued(CpuState cpu, MachineTask task)
    {
        if (task.QueuedBefore is not null) task.QueuedBefore.QueuedAfter = task.QueuedAfter;
        else cpu.QueuedFirst = task.QueuedAfter;
        if (task.QueuedAfter is not null) task.QueuedAfter.QueuedBefore = task.QueuedBefore;
        task.QueuedBefore = null;
        task.QueuedAfter = null;
    }
}
