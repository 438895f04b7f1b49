using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>
/// Locks whose waiters block or spin (7.6). A spinner burns its thread; whether a preempted holder or waiter stalls the others
/// depends on the kind of lock, and pause-loop exiting or paravirtual halting is what helps.
/// </summary>
public sealed partial class HostMachine
{
    /// <summary>True when the lock was free and costs nothing more.</summary>
    private bool Acquire(CpuState cpu, MachineTask task, MachineLock wanted)
    {
        if (wanted.Holder == task) throw new InvalidOperationException($"Task {task.Name} holds lock {wanted.Name} already.");
        if (wanted.Holder is null)
        {
            Grant(task, wanted);
            return true;
        }

        wanted.Contentions++;
        wanted.Waiters.Add(task);
        if (!wanted.Spins) return Block(cpu, task);
        task.SpinsOn = wanted;
        task.WaitUnitsLeft = SpinUnits(task, wanted);
        return false;
    }

    private static void Grant(MachineTask task, MachineLock granted)
    {
        granted.Holder = task;
        granted.Acquisitions++;
        if (granted.Spins) task.SpinLocksHeld++;
    }

    private void Release(CpuState cpu, MachineTask task, MachineLock released)
    {
        if (released.Holder != task) throw new InvalidOperationException($"Task {task.Name} does not hold lock {released.Name}.");
        released.Holder = null;
        if (released.Spins) task.SpinLocksHeld--;
        if (Heir(released) is not { } heir) return;
        released.Waiters.Remove(heir);
        Grant(heir, released);
        if (heir.SpinsOn is not null)
        {
            StopSpinning(heir);
            return;
        }

        if (released.Kind == LockKind.Paravirtual && task.IsVcpu) AddExits(task, ExitReason.Hypercall, 1);
        else AddOverhead(task, TimeCategory.Kernel, _costs.Syscall);
        Wake(heir, cpu, TraceReason.LockReleased);
    }

    /// <summary>Who gets a released lock: the first in line, or for an unfair lock the first who is there to take it.</summary>
    private static MachineTask? Heir(MachineLock released)
    {
        var waiters = released.Waiters;
        if (waiters.Count == 0) return null;
        if (released.Kind is LockKind.Mutex or LockKind.Ticket) return waiters[0];
        foreach (var waiter in waiters)
        {
            if (waiter.SpinsOn is not null && waiter.IsRunning) return waiter;
        }

        if (released.Kind == LockKind.Spin) return null;
        foreach (var waiter in waiters)
        {
            if (waiter.SpinsOn is null) return waiter;
        }

        return null;
    }

    private void StopSpinning(MachineTask task)
    {
        if (task.IsRunning) Charge(task.Cpu);
        task.SpinsOn = null;
        AddOverhead(task, TimeCategory.Kernel, _costs.LineTransfer);
        if (task.IsRunning && !task.Cpu.NeedsReschedule) Program(task.Cpu);
    }

    /// <summary>A spinner that gets its thread back looks at the lock again.</summary>
    private void TryTakeAfterPreemption(MachineTask task, MachineLock wanted)
    {
        task.WaitUnitsLeft = SpinUnits(task, wanted);
        if (wanted.Holder is not null) return;
        wanted.Waiters.Remove(task);
        Grant(task, wanted);
        task.SpinsOn = null;
        AddOverhead(task, TimeCategory.Kernel, _costs.LineTransfer);
    }

    private long SpinUnits(MachineTask task, MachineLock wanted)
    {
        if (wanted.Kind == LockKind.Paravirtual) return _costs.ParavirtualSpin;
        return task.IsVcpu && _costs.PauseWindow > 0 ? task.PauseWindowUnits : long.MaxValue;
    }

    /// <summary>The waiter halts (paravirtual lock), or leaves guest mode and lets a preempted holder run (PLE).</summary>
    private void SpunLongEnough(CpuState cpu, MachineTask task)
    {
        var wanted = task.SpinsOn!;
        if (wanted.Kind == LockKind.Paravirtual)
        {
            task.SpinsOn = null;
            if (task.IsVcpu) task.Exits[(int)ExitReason.Halt]++;
            Sleep(cpu, task);
            return;
        }

        AddExits(task, ExitReason.PauseLoop, 1);
        task.PauseWindowUnits = (long)Math.Min(task.PauseWindowUnits * Parameters.Guest.PauseLoopGrowth, int.MaxValue * 1024.0);
        task.WaitUnitsLeft = task.PauseWindowUnits;
        if (YieldTo(wanted.Holder)) GiveWay(cpu, task);
    }

    /// <summary>
    /// Directed yield: a preempted holder is preferred on its own thread. False when nobody is there to yield to, and the
    /// spinner goes on (kvm_vcpu_on_spin).
    /// </summary>
    private bool YieldTo(MachineTask? holder)
    {
        if (holder is null || holder.IsRunning || holder.State != TaskState.Runnable) return false;
        if (holder.Entity.Queue.InThrottledHierarchy) return false;
        for (var e = holder.Entity; e is not null; e = e.Above)
        {
            if (e.Queue.Current != e) e.Queue.NextBuddy = e;
        }

        Flag(holder.Cpu);
        return true;
    }

    private static void CountHolderPreemption(MachineTask task) => task.HolderPreemptions++;
}
