using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>Putting tasks on and off the run queues of their group hierarchy.</summary>
public sealed partial class HostMachine
{
    /// <summary>Makes a task compete on a thread; the thread's books must be up to date.</summary>
    private void Enqueue(CpuState cpu, MachineTask task, EnqueueKind kind)
    {
        task.Cpu = cpu;
        task.Entity.Queue = task.Process.Group.Queues[cpu.Index];
        AddQueued(cpu, task);
        var blocked = false;
        var e = task.Entity;
        for (; e is not null && !e.OnQueue && !blocked; e = e.Above)
        {
            UpdateShare(e);
            _policy.Enqueue(e.Queue, e, kind);
            e.Queue.Tasks++;
            kind = EnqueueKind.Wakeup;
            blocked = e.Queue.Throttled || ThrottlesOnArrival(e.Queue);
        }

        for (; e is not null && !blocked; e = e.Above)
        {
            UpdateShare(e);
            e.Queue.Tasks++;
            blocked = e.Queue.Throttled;
        }

        Recount(cpu);
        if (cpu.Root.Tasks > 0) _idle[cpu.Index] = false;
    }

    /// <summary>Takes a task off its queue; the thread's books must be up to date.</summary>
    private void Dequeue(MachineTask task, bool migrates)
    {
        var cpu = task.Cpu;
        if (cpu.Current != task) RemoveQueued(cpu, task);
        var e = task.Entity;
        var blocked = false;
        var empties = true;
        for (; e is not null && empties && !blocked; e = e.Above)
        {
            _policy.Dequeue(e.Queue, e, migrates);
            e.Queue.Tasks--;
            migrates = false;
            empties = e.Queue.Load == 0;
            blocked = e.Queue.Throttled;
            if (empties && e.Queue.Group.Limit is not null) ReturnSlack(e.Queue);
        }

        for (; e is not null && !blocked; e = e.Above)
        {
            UpdateShare(e);
            e.Queue.Tasks--;
            blocked = e.Queue.Throttled;
        }

        Recount(cpu);
    }

    /// <summary>Gives a group's entity its part of the group's weight: in proportion to the load on this thread.</summary>
    private void UpdateShare(SchedEntity entity)
    {
        if (entity.Own is not { } own || own.Load == 0) return;
        long shares = own.Group.Shares;
        var weight = (int)Math.Clamp(shares * own.Load / own.Group.Load, 2, shares);
        if (weight != entity.Weight) _policy.Reweigh(entity.Queue, entity, weight);
    }

    private void Recount(CpuState cpu) => _overloaded[cpu.Index] = cpu.Root.Tasks >= 2;
}
