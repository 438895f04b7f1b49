using Cloud.Simulation.Machine.Scheduling;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>
/// Load balancing. A thread that idles takes a waiting task at once, from its cache's neighbours first; an overloaded thread
/// calls an idle one at its tick; busy threads even out their load at intervals (Linux: newidle, nohz kick, periodic balance).
/// </summary>
public sealed partial class HostMachine
{
    private const int ImbalancePercent = 117;

    /// <summary>Lets an idle thread take one waiting task. False when there is none that may run there.</summary>
    private bool PullToIdle(CpuState cpu)
    {
        if (_overloaded.IsEmpty) return false;
        var t = Parameters.Topology;
        return PullFrom(cpu, t.ThreadsPerComplex) || PullFrom(cpu, t.ThreadsPerNumaNode) || PullFrom(cpu, t.Threads);
    }

    private bool PullFrom(CpuState cpu, int span)
    {
        var from = cpu.Index / span * span;
        CpuState? busiest = null;
        MachineTask? found = null;
        for (var i = _overloaded.First(from, from + span); i >= 0; i = _overloaded.First(i + 1, from + span))
        {
            var other = _cpus[i];
            if (other == cpu || (busiest is not null && other.Root.Load <= busiest.Root.Load)) continue;
            if (FirstMovable(other, cpu) is not { } task) continue;
            busiest = other;
            found = task;
        }

        if (found is null) return false;
        Move(found, cpu, TraceReason.IdleBalance);
        return true;
    }

    private static MachineTask? FirstMovable(CpuState from, CpuState to)
    {
        for (var task = from.QueuedFirst; task is not null; task = task.QueuedAfter)
        {
            if (task.Allows(to.Index) && !task.Entity.Queue.InThrottledHierarchy
                && !task.Process.Group.Queues[to.Index].InThrottledHierarchy) return task;
        }

        return null;
    }

    private void Balance(CpuState cpu)
    {
        if (_overloaded[cpu.Index]) CallIdle(cpu);
        if (Parameters.BalanceIntervalNs == 0 || _loop.NowNs < cpu.NextBalanceNs) return;
        cpu.NextBalanceNs = NextBalance();
        EvenOut(cpu);
    }

    /// <summary>
    /// Half to one and a half intervals from now: threads that balance in step with each other and with the slices would
    /// move the same waiting task to and fro for ever, which no real machine does.
    /// </summary>
    private long NextBalance() => _loop.NowNs + (long)(Parameters.BalanceIntervalNs * (0.5 + _balancing.NextDouble()));

    /// <summary>Makes an idle thread look for work, because this one has too much.</summary>
    private void CallIdle(CpuState cpu)
    {
        for (var task = cpu.QueuedFirst; task is not null; task = task.QueuedAfter)
        {
            var perComplex = Parameters.Topology.ThreadsPerComplex;
            var idle = FirstIdle(task, cpu.Complex * perComplex, (cpu.Complex + 1) * perComplex) ?? FirstIdle(task, 0, _cpus.Length);
            if (idle is null) continue;
            Flag(idle);
            return;
        }
    }

    /// <summary>Takes a task from the busiest thread, if that makes the loads more equal and the task is not cache hot.</summary>
    private void EvenOut(CpuState cpu)
    {
        if (Busiest(cpu) is not { } busiest) return;
        var difference = busiest.Root.Load - cpu.Root.Load;
        if (busiest.Root.Load * 100 <= cpu.Root.Load * ImbalancePercent) return;
        MachineTask? best = null;
        for (var task = busiest.QueuedFirst; task is not null; task = task.QueuedAfter)
        {
            if (!task.Allows(cpu.Index) || task.Entity.Queue.InThrottledHierarchy || IsHot(task)) continue;
            if (HierarchicalLoad(task) > difference) continue;
            if (best is null || task.LastRanNs < best.LastRanNs) best = task;
        }

        if (best is null) return;
        Move(best, cpu, TraceReason.LoadBalance);
        Preempt(cpu, best);
    }

    /// <summary>The overloaded thread with the highest load; equals are found from a drawn place on, so that none is overlooked for ever.</summary>
    private CpuState? Busiest(CpuState except)
    {
        if (_overloaded.IsEmpty) return null;
        var count = _cpus.Length;
        var start = _balancing.NextInt(count);
        CpuState? busiest = null;
        for (var pass = 0; pass < 2; pass++)
        {
            var (from, to) = pass == 0 ? (start, count) : (0, start);
            for (var i = _overloaded.First(from, to); i >= 0; i = _overloaded.First(i + 1, to))
            {
                var other = _cpus[i];
                if (other != except && (busiest is null || other.Root.Load > busiest.Root.Load)) busiest = other;
            }
        }

        return busiest;
    }

    private bool IsHot(MachineTask task) => _loop.NowNs - task.LastRanNs < Parameters.MigrationCostNs && task.RunNs > 0;

    /// <summary>The part of its thread's load that a task stands for, through all groups.</summary>
    private static long HierarchicalLoad(MachineTask task)
    {
        long load = task.Entity.Weight;
        for (var queue = task.Entity.Queue; queue.Entity is { } entity; queue = entity.Queue)
            load = load * entity.Weight / Math.Max(1, queue.Load);
        return load;
    }

    private void Move(MachineTask task, CpuState to, TraceReason reason)
    {
        var from = task.Cpu;
        Charge(from);
        Charge(to);
        Dequeue(task, migrates: true);
        task.Migrations++;
        AddOverhead(task, TimeCategory.Kernel, _costs.Migration);
        Enqueue(to, task, EnqueueKind.Migration);
        Trace(TraceKind.Migrate, to.Index, task.Id, reason, from.Index);
    }
}
