namespace Cloud.Simulation.Machine;

/// <summary>Time: what has been used up to now, and when something has to happen next.</summary>
public sealed partial class HostMachine
{
    /// <summary>Brings the books of a thread up to now: progress of the task, run times, bandwidth.</summary>
    private void Charge(CpuState cpu)
    {
        var elapsed = _loop.NowNs - cpu.ChargedAtNs;
        if (elapsed == 0) return;
        cpu.ChargedAtNs = _loop.NowNs;
        if (cpu.Current is not { } task)
        {
            cpu.IdleNs += elapsed;
            return;
        }

        cpu.ContentionUnits += elapsed * (CpuState.FullSpeed - cpu.Speed);
        Burn(cpu, task, elapsed * cpu.Speed);
        task.RunNs += elapsed;
        for (var e = task.Entity; e is not null; e = e.Above)
        {
            if (_policy.Charge(e.Queue, e, elapsed)) Flag(cpu);
            if (e.Queue.Group.Limit is not null) ChargeBandwidth(e.Queue, elapsed);
        }
    }

    /// <summary>Spends capacity of a thread: overheads first, then waiting or work.</summary>
    private static void Burn(CpuState cpu, MachineTask task, long units)
    {
        if (task.PendingTotal > 0)
        {
            var pending = task.PendingUnits;
            for (var i = 0; i < pending.Length && units > 0; i++)
            {
                var part = Math.Min(units, pending[i]);
                if (part == 0) continue;
                pending[i] -= part;
                task.PendingTotal -= part;
                cpu.Units[i] += part;
                units -= part;
            }
        }

        if (task.Waits)
        {
            cpu.Units[(int)(task.Polling ? TimeCategory.Poll : TimeCategory.Spin)] += units;
            if (task.WaitUnitsLeft != long.MaxValue) task.WaitUnitsLeft -= units;
            return;
        }

        // A step ends on a whole ns, so it may overshoot by less than one; the next step gets that much less.
        task.WorkLeft -= units;
        task.WorkUnits += units;
        cpu.Units[(int)TimeCategory.Work] += units;
    }

    private static void AddOverhead(MachineTask task, TimeCategory category, long units)
    {
        task.PendingUnits[(int)category] += units;
        task.PendingTotal += units;
    }

    /// <summary>Sets the event at which the running task has something new to do.</summary>
    private void Program(CpuState cpu)
    {
        if (cpu.Current is not { } task)
        {
            _loop.Cancel(cpu.Progress);
            return;
        }

        var units = task.PendingTotal;
        if (!task.Waits) units += Math.Max(0, task.WorkLeft);
        else if (task.WaitUnitsLeft == long.MaxValue) units = long.MaxValue;
        else units += Math.Max(0, task.WaitUnitsLeft);
        var ns = units == long.MaxValue ? long.MaxValue : cpu.Speed == CpuState.FullSpeed ? (units + 1023) >> 10 : (units + cpu.Speed - 1) / cpu.Speed;
        if (task.Process.Group.HasLimitAbove) ns = Math.Min(ns, BandwidthLeftNs(task));
        if (ns == long.MaxValue)
        {
            _loop.Cancel(cpu.Progress);
            return;
        }

        var at = _loop.NowNs + ns;
        if (!_loop.Reschedule(cpu.Progress, at)) cpu.Progress = _loop.Schedule(at, this, (long)MachineEvent.Progress, cpu.Index);
    }

    private static long BandwidthLeftNs(MachineTask task)
    {
        var left = long.MaxValue;
        for (var e = task.Entity; e is not null; e = e.Above)
        {
            if (e.Queue.Group.Limit is not null) left = Math.Min(left, Math.Max(0, e.Queue.RuntimeLeftNs));
        }

        return left;
    }

    private void OnProgress(CpuState cpu)
    {
        Charge(cpu);
        if (!cpu.NeedsReschedule) Continue(cpu);
    }

    /// <summary>Lets the running task go on, if it is through with what it did.</summary>
    private void Continue(CpuState cpu)
    {
        var task = cpu.Current!;
        if (task.PendingTotal <= 0)
        {
            if (task.Waits)
            {
                if (task.WaitUnitsLeft <= 0) WaitedLongEnough(cpu, task);
            }
            else if (task.WorkLeft <= 0)
            {
                Advance(cpu, task);
            }
        }

        if (!cpu.NeedsReschedule) Program(cpu);
    }

    private void OnTick(CpuState cpu)
    {
        if (cpu.Current is not { } task) return; // the tick stops when the thread idles
        Charge(cpu);
        cpu.Tick = _loop.Schedule(_loop.NowNs + _tickNs, this, (long)MachineEvent.Tick, cpu.Index);
        AddOverhead(task, TimeCategory.Tick, _costs.Tick);
        AddOverhead(task, TimeCategory.Refill, task.TickRefillUnits);
        for (var e = task.Entity; e is not null; e = e.Above)
        {
            UpdateShare(e);
            if (_policy.TickPreempts(e.Queue, e)) Flag(cpu);
        }

        Balance(cpu);
        if (!cpu.NeedsReschedule) Program(cpu);
    }

    private void StartTick(CpuState cpu)
    {
        if (_tickNs == long.MaxValue || _loop.IsPending(cpu.Tick)) return;
        var next = ((_loop.NowNs / _tickNs) + 1) * _tickNs;
        cpu.Tick = _loop.Schedule(next, this, (long)MachineEvent.Tick, cpu.Index);
    }
}
