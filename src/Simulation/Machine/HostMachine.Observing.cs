using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>Looking at the machine without disturbing it: nothing here brings books up to date or moves an event.</summary>
public sealed partial class HostMachine
{
    /// <summary>Where the time of all hardware threads went since the beginning, in ns summed over threads.</summary>
    public MachineTime Time()
    {
        var categories = new double[Enum.GetValues<TimeCategory>().Length];
        var idle = 0L;
        var contention = 0L;
        var unaccounted = 0L;
        foreach (var cpu in _cpus)
        {
            for (var i = 0; i < categories.Length; i++) categories[i] += cpu.Units[i] / (double)CpuState.FullSpeed;
            idle += cpu.IdleNs;
            contention += cpu.ContentionUnits;
            unaccounted += _loop.NowNs - cpu.ChargedAtNs;
        }

        return new MachineTime(categories, idle, contention / (double)CpuState.FullSpeed, unaccounted);
    }

    /// <summary>Run time of a group up to now, in ns summed over threads.</summary>
    public long GroupRunNs(ControlGroup group)
    {
        var sum = 0L;
        foreach (var queue in group.Queues)
        {
            if (queue.Entity is null) throw new ArgumentException("The root group is the whole machine; see Time.", nameof(group));
            sum += queue.Entity.SumExecNs;
            if (queue.Current is not null) sum += _loop.NowNs - queue.Cpu.ChargedAtNs;
        }

        return sum;
    }

    /// <summary>Run time of a task up to now, in ns.</summary>
    public long TaskRunNs(MachineTask task) => task.RunNs + (task.IsRunning ? _loop.NowNs - task.Cpu.ChargedAtNs : 0);

    /// <summary>Time that a task has waited for a thread up to now (steal, ready time), in ns.</summary>
    public long TaskWaitNs(MachineTask task) =>
        task.WaitNs + (task.State == TaskState.Runnable && !task.IsRunning ? _loop.NowNs - task.ReadySinceNs : 0);

    /// <summary>Virtual run time of a task up to now, in ns.</summary>
    public long TaskVirtualRuntimeNs(MachineTask task) =>
        task.VirtualRuntimeNs + (task.IsRunning ? LoadWeight.Scale(_loop.NowNs - task.Cpu.ChargedAtNs, LoadWeight.NiceZero, task.Entity.InverseWeight) : 0);

    /// <summary>Context switches of all threads so far, to idle included.</summary>
    public long ContextSwitches()
    {
        var sum = 0L;
        foreach (var cpu in _cpus) sum += cpu.Switches;
        return sum;
    }

    /// <summary>Number of idle threads now.</summary>
    public int IdleThreads()
    {
        var idle = 0;
        foreach (var cpu in _cpus) idle += cpu.Current is null ? 1 : 0;
        return idle;
    }

    /// <summary>The root queue's least virtual run time on a thread; it never falls.</summary>
    public long MinVirtualRuntimeNs(int cpu) => _cpus[cpu].Root.MinVruntime;

    /// <summary>The task on a thread now; null when idle.</summary>
    public MachineTask? RunningOn(int cpu) => _cpus[cpu].Current;

    /// <summary>Runnable tasks of a thread, the running one included, throttled ones not.</summary>
    public int RunnableOn(int cpu) => _cpus[cpu].Root.Tasks;
}
