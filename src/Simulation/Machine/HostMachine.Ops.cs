using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>
/// The interpreter of programs. A step costs first and takes effect then, so that a message is only seen once the system call
/// that sends it has been paid for.
/// </summary>
public sealed partial class HostMachine
{
    private const int StepsWithoutTimeMax = 10_000;

    /// <summary>Runs steps until one takes time, blocks or ends the task.</summary>
    private void Advance(CpuState cpu, MachineTask task)
    {
        for (var step = 0; step < StepsWithoutTimeMax; step++)
        {
            if (!task.OpFetched)
            {
                task.Op = task.Spec.Program.Next(task.Cursor);
                task.OpFetched = true;
                if (PriceStep(task)) return;
            }

            task.OpFetched = false;
            if (!Perform(cpu, task, task.Op)) return;
        }

        throw new InvalidOperationException($"Task {task.Name} did {StepsWithoutTimeMax} steps that take no time.");
    }

    /// <summary>Adds what a step costs before it takes effect. False when it costs nothing.</summary>
    private bool PriceStep(MachineTask task)
    {
        var op = task.Op;
        switch (op.Kind)
        {
            case OpKind.Sleep or OpKind.Io or OpKind.StartIo or OpKind.Send or OpKind.Receive or OpKind.Yield:
                AddOverhead(task, TimeCategory.Kernel, _costs.Syscall);
                break;
            case OpKind.UserSwitch:
                AddOverhead(task, TimeCategory.Kernel, op.A * CpuState.FullSpeed);
                break;
            case OpKind.Touch:
                PriceFaults(task, op.A);
                break;
            case OpKind.Exit:
                AddExits(task, (ExitReason)op.A, op.B);
                break;
            default:
                return false;
        }

        return task.PendingTotal > 0;
    }

    /// <summary>Takes a step. True when the next one follows at once.</summary>
    private bool Perform(CpuState cpu, MachineTask task, Op op)
    {
        switch (op.Kind)
        {
            case OpKind.Compute:
                Compute(task, task.Cursor.Draw(op.A, op.IsMean));
                return task.PendingTotal <= 0 && task.WorkLeft <= 0;
            case OpKind.Touch:
                SetWorkingSet(task, op.A);
                return true;
            case OpKind.Sleep:
                _loop.Schedule(_loop.NowNs + task.Cursor.Draw(op.B, op.IsMean), this, (long)MachineEvent.Timer, task.Id);
                return Block(cpu, task);
            case OpKind.Io:
                Submit(_devices[(int)op.A], new IoRequest(task, null, task.Cursor.OriginNs, task.Cursor.Draw(op.B, op.IsMean)));
                return Block(cpu, task);
            case OpKind.StartIo:
                var request = new IoRequest(null, _channels[op.Target], task.Cursor.OriginNs, task.Cursor.Draw(op.B, op.IsMean));
                Submit(_devices[(int)op.A], request);
                return true;
            case OpKind.Lock:
                return Acquire(cpu, task, _locks[(int)op.A]);
            case OpKind.Unlock:
                Release(cpu, task, _locks[(int)op.A]);
                return task.PendingTotal <= 0;
            case OpKind.Send:
                Deliver(_channels[(int)op.A], new Message(task.Cursor.OriginNs, op.B), cpu);
                return true;
            case OpKind.Receive:
                return Receive(cpu, task, _channels[(int)op.A]);
            case OpKind.Yield:
                GiveWay(cpu, task);
                return false;
            case OpKind.Exit or OpKind.UserSwitch:
                return true;
            case OpKind.Stamp:
                task.Cursor.OriginNs = _loop.NowNs;
                return true;
            case OpKind.Mark:
                _counters[(int)op.A].Add(_loop.NowNs - task.Cursor.OriginNs);
                return true;
            case OpKind.Finish:
                task.State = TaskState.Finished;
                task.OutReason = TraceReason.Finished;
                Dequeue(task, migrates: false);
                Flag(cpu);
                return false;
            default:
                throw new InvalidOperationException($"A task cannot perform {op.Kind}; the program resolves it.");
        }
    }

    private void Compute(MachineTask task, long ns)
    {
        if (task.Spec.Guest is not { } guest)
        {
            task.WorkLeft += ns * CpuState.FullSpeed;
            return;
        }

        task.WorkLeft += (long)(ns * CpuState.FullSpeed * guest.WorkScale);
        foreach (var (reason, perSecond) in task.ExitRates)
        {
            ref var debt = ref task.ExitDebt[(int)reason];
            debt += ns * perSecond * 1e-9;
            var whole = (long)debt;
            if (whole == 0) continue;
            debt -= whole;
            AddExits(task, reason, whole);
        }
    }

    private void AddExits(MachineTask task, ExitReason reason, long count)
    {
        if (!task.IsVcpu) throw new InvalidOperationException($"Task {task.Name} is no virtual CPU.");
        if (_costs.Exits[(int)reason] < 0) throw new InvalidOperationException($"This processor has no exit for {reason}.");
        task.Exits[(int)reason] += count;
        AddOverhead(task, TimeCategory.GuestExit, count * _costs.Exits[(int)reason]);
        Trace(TraceKind.GuestExit, task.Cpu.Index, task.Id, TraceReason.None, (long)reason);
    }

    /// <summary>Bytes touched for the first time fault: in the guest's second dimension, or in the kernel.</summary>
    private void PriceFaults(MachineTask task, long bytes)
    {
        var pages = (bytes - task.MappedBytes + Parameters.Tlb.PageBytes - 1) / Parameters.Tlb.PageBytes;
        if (pages <= 0) return;
        task.MappedBytes = bytes;
        if (task.IsVcpu) AddExits(task, ExitReason.NestedFaultAllocate, pages);
        else AddOverhead(task, TimeCategory.Kernel, pages * _costs.MinorFault);
    }

    private void GiveWay(CpuState cpu, MachineTask task)
    {
        for (var e = task.Entity; e is not null; e = e.Above) _policy.Yield(e.Queue, e);
        task.OutReason = TraceReason.Yielded;
        Flag(cpu);
    }
}
