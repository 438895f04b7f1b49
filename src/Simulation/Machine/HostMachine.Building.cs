using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Scheduling;

namespace Cloud.Simulation.Machine;

/// <summary>Putting things on the machine.</summary>
public sealed partial class HostMachine
{
    /// <summary>Adds a control group.</summary>
    /// <param name="name">Name for people.</param>
    /// <param name="parent">The group around it; null for the root group.</param>
    /// <param name="weight">cpu.weight, 1 to 10000.</param>
    /// <param name="limit">cpu.max; null for none.</param>
    public ControlGroup AddGroup(string name, ControlGroup? parent, int weight = 100, CpuLimit? limit = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 10_000);
        limit?.Validate();
        var above = _groups.Count == 0 ? null : parent ?? RootGroup;
        var group = new ControlGroup(_groups.Count, name, above, weight, limit) { PeriodStartNs = _loop.NowNs };
        group.Queues = new RunQueue[_cpus.Length];
        for (var i = 0; i < _cpus.Length; i++)
        {
            var entity = above is null ? null : new SchedEntity { Queue = above.Queues[i] };
            entity?.SetWeight(group.Shares, LoadWeight.InverseOf(group.Shares));
            group.Queues[i] = new RunQueue(_cpus[i], group, entity, _policy.Augmented);
            if (entity is null) _cpus[i].Root = group.Queues[i];
            else entity.Own = group.Queues[i];
        }

        _groups.Add(group);
        return group;
    }

    /// <summary>Adds an address space; null puts it into the root group.</summary>
    public MachineProcess AddProcess(string name, ControlGroup? group = null, TlpMeter? meter = null, bool sharesWorkingSet = true)
    {
        var process = new MachineProcess(_processes.Count, name, group ?? RootGroup) { Meter = meter, SharesWorkingSet = sharesWorkingSet };
        _processes.Add(process);
        return process;
    }

    /// <summary>Adds a task, which starts at the time its specification says.</summary>
    public MachineTask AddTask(MachineProcess process, TaskSpec spec)
    {
        if (spec.SliceNs is not 0 and (< 100_000 or > 100_000_000))
            throw new ArgumentOutOfRangeException(nameof(spec), spec.SliceNs, "A slice is 0.1 to 100 ms.");
        var cursor = NewCursor(spec.Name, _tasks.Count);
        var task = new MachineTask(_tasks.Count, spec, process, cursor) { Cpu = _cpus[0] };
        task.PauseWindowUnits = _costs.PauseWindow;
        SetWorkingSet(task, spec.WorkingSetBytes);
        task.MappedBytes = spec.WorkingSetBytes;
        _tasks.Add(task);
        _loop.Schedule(_loop.NowNs + spec.StartInNs, this, (long)MachineEvent.Start, task.Id);
        return task;
    }

    /// <summary>Adds a process of one task.</summary>
    public MachineTask AddTask(TaskSpec spec, ControlGroup? group = null) => AddTask(AddProcess(spec.Name, group), spec);

    internal ProgramCursor NewCursor(string name, int index) => new(_random.Split(name, index)) { OriginNs = _loop.NowNs };

    /// <summary>Adds a lock.</summary>
    public MachineLock AddLock(string name, LockKind kind)
    {
        _locks.Add(new MachineLock(_locks.Count, name, kind));
        return _locks[^1];
    }

    /// <summary>Adds a message channel.</summary>
    public MessageChannel AddChannel(string name, int capacity = int.MaxValue)
    {
        _channels.Add(new MessageChannel(_channels.Count, name, capacity));
        return _channels[^1];
    }

    /// <summary>Adds a device that serves so many requests at once.</summary>
    public IoDevice AddDevice(string name, int servers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        _devices.Add(new IoDevice(_devices.Count, name, servers));
        return _devices[^1];
    }

    /// <summary>Adds a counter of finished requests.</summary>
    public RequestCounter AddCounter(string name, bool keepsSamples = false)
    {
        _counters.Add(new RequestCounter(_counters.Count, name, keepsSamples));
        return _counters[^1];
    }

    /// <summary>Delivers a message from outside the machine; its request begins now.</summary>
    public void Post(MessageChannel channel, int tag = 0)
    {
        Deliver(channel, new Message(_loop.NowNs, tag), null);
        Settle();
    }
}
