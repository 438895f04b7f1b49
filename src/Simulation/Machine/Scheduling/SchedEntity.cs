namespace Cloud.Simulation.Machine.Scheduling;

/// <summary>What a run queue orders: a task, or a control group's share on one hardware thread. It is its own tree node.</summary>
internal sealed class SchedEntity
{
    public SchedEntity? Left;
    public SchedEntity? Right;
    public SchedEntity? Parent;
    public bool Red;

    /// <summary>Order in the tree: the virtual run time under CFS, the virtual deadline under EEVDF.</summary>
    public long Key;

    /// <summary>Smallest virtual run time in this node's subtree (EEVDF).</summary>
    public long SubtreeMinVruntime;

    public long Vruntime;
    public long Deadline;

    /// <summary>Lag kept over a sleep; while running, the deadline that run-to-parity protects (as in Linux 6.6).</summary>
    public long Vlag;

    /// <summary>Own slice in ns; 0 for the scheduler's base slice.</summary>
    public long CustomSliceNs;

    public int Weight = LoadWeight.NiceZero;
    public uint InverseWeight = LoadWeight.InverseOfNice(0);

    /// <summary>Counted in its queue's load: in the tree, or current.</summary>
    public bool OnQueue;

    /// <summary>The virtual run time is relative to no queue's minimum: it is between two queues (CFS).</summary>
    public bool Relative;

    public long SumExecNs;
    public long SliceStartExecNs;

    /// <summary>The queue that this entity stands in.</summary>
    public RunQueue Queue = null!;

    /// <summary>The queue that this entity stands for; null for a task.</summary>
    public RunQueue? Own;

    public MachineTask? Task;

    /// <summary>The entity one level up; null at the root.</summary>
    public SchedEntity? Above => Queue.Entity;

    public void SetWeight(int weight, uint inverse)
    {
        Weight = weight;
        InverseWeight = inverse;
    }
}
