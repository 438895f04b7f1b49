namespace Cloud.Simulation.Machine;

/// <summary>An address space with the tasks that share it.</summary>
public sealed class MachineProcess
{
    internal MachineProcess(int id, string name, ControlGroup group)
    {
        Id = id;
        Name = name;
        Group = group;
    }

    internal int Id { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Control group of its tasks.</summary>
    public ControlGroup Group { get; }

    /// <summary>Measures how many of its threads run at the same time; null to measure nothing. Processes may share one.</summary>
    public TlpMeter? Meter { get; set; }

    /// <summary>Threads work on the same data, so that one leaves the caches warm for the next.</summary>
    public bool SharesWorkingSet { get; init; } = true;
}
