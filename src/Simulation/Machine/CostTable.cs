using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Simulation.Machine;

/// <summary>The machine's costs in units of 1/1024 ns at full speed, computed once.</summary>
internal sealed class CostTable
{
    private readonly double _unitsPerCycle;

    public CostTable(MachineParameters p)
    {
        Require.InRange(p.FrequencyGhz, 0.01, 100);
        Require.InRange(p.SmtThroughput, 1, 2);
        _unitsPerCycle = CpuState.FullSpeed / p.FrequencyGhz;
        var k = p.Kernel;
        Resume = FromCycles(k.ModeSwitch + k.PickNext);
        ThreadSwitch = FromCycles(k.ModeSwitch + k.PickNext + k.Registers + k.FloatingPoint);
        ProcessSwitch = ThreadSwitch + FromCycles(k.AddressSpace + k.Accounting + k.BranchBarrier);
        VcpuSwitch = FromCycles(p.Guest.VmSwitch);
        Migration = FromCycles(k.Migration);
        IdleExit = FromCycles(k.IdleExit);
        Tick = FromNs(k.TickNs);
        Syscall = FromNs(k.SyscallNs);
        MinorFault = FromNs(k.MinorFaultNs);
        LineTransfer = FromNs(k.LineTransferNs);
        Exits = [.. p.Guest.Exits.Select(FromCycles)];
        PauseWindow = FromCycles(p.Guest.PauseLoopWindow);
        ParavirtualSpin = FromCycles(p.Guest.ParavirtualSpin);
        SharedSpeed = p.Topology.ThreadsPerCore == 1 ? CpuState.FullSpeed : (int)Math.Round(CpuState.FullSpeed * p.SmtThroughput / 2);
        if (Exits.Length != Enum.GetValues<ExitReason>().Length)
            throw new ArgumentException($"There are {Exits.Length} exit costs.", nameof(p));
    }

    public long Resume { get; }
    public long ThreadSwitch { get; }
    public long ProcessSwitch { get; }
    public long VcpuSwitch { get; }
    public long Migration { get; }
    public long IdleExit { get; }
    public long Tick { get; }
    public long Syscall { get; }
    public long MinorFault { get; }
    public long LineTransfer { get; }
    public long[] Exits { get; }
    public long PauseWindow { get; }
    public long ParavirtualSpin { get; }

    /// <summary>Speed of a thread whose sibling is busy, in units per ns.</summary>
    public int SharedSpeed { get; }

    public long FromCycles(double cycles) => (long)Math.Round(cycles * _unitsPerCycle);

    public static long FromNs(double ns) => (long)Math.Round(ns * CpuState.FullSpeed);
}
