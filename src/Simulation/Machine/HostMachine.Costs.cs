namespace Cloud.Simulation.Machine;

/// <summary>What a switch costs: directly, and through caches and TLB (2.2 to 2.5).</summary>
public sealed partial class HostMachine
{
    private void PriceSwitch(CpuState cpu, MachineTask task)
    {
        var loaded = cpu.Loaded;
        var sameMemory = loaded is not null && loaded.Process == task.Process;
        AddOverhead(task, TimeCategory.ContextSwitch, loaded == task ? _costs.Resume : sameMemory ? _costs.ThreadSwitch : _costs.ProcessSwitch);
        if (task.IsVcpu && loaded != task) AddOverhead(task, TimeCategory.GuestExit, _costs.VcpuSwitch);
        var flushed = !sameMemory && TouchTag(cpu, task.Process.Id);
        cpu.Loaded = task;
        if (task.WorkingSet > 0) PriceRefill(cpu, task, flushed);
        task.MarkedCore = cpu.Core;
        task.MarkedComplex = cpu.Complex;
    }

    private void PriceRefill(CpuState cpu, MachineTask task, bool flushed)
    {
        double core = task.MarkedCore == cpu.Core ? cpu.CoreCache.Bytes - task.CoreMark : double.PositiveInfinity;
        double complex = task.MarkedComplex == cpu.Complex ? cpu.ComplexCache.Bytes - task.ComplexMark : double.PositiveInfinity;
        if (task.Process.SharesWorkingSet && cpu.CoreCache.LastProcess == task.Process)
        {
            core = 0;
            complex = 0;
        }

        var ns = core == 0 && complex == 0 ? 0 : Parameters.Cache.RefillNs(task.WorkingSet, core, complex);
        var cycles = core == 0 && !flushed ? 0 : Parameters.Tlb.RefillCycles(task.WorkingSet, flushed ? double.PositiveInfinity : core);
        AddOverhead(task, TimeCategory.Refill, CostTable.FromNs(ns) + _costs.FromCycles(cycles));
    }

    /// <summary>Uses the tag of an address space on a thread. True when there was none: the TLB starts empty for it.</summary>
    private bool TouchTag(CpuState cpu, int process)
    {
        if (!Parameters.Tlb.Tagged) return true;
        var tags = cpu.Tags;
        if (tags.Count > 0 && tags[0] == process) return false;
        var known = tags.Remove(process);
        if (!known && tags.Count == Parameters.Tlb.Tags) tags.RemoveAt(tags.Count - 1);
        tags.Insert(0, process);
        return !known;
    }

    /// <summary>Counts what a task touched while it ran, so that those who slept know what they lost.</summary>
    private void LeaveFootprint(CpuState cpu, MachineTask task, long ranNs)
    {
        if (task.WorkingSet > 0)
        {
            var touched = (long)Math.Min(task.WorkingSet, ranNs * Parameters.Cache.TouchBytesPerNs);
            cpu.CoreCache.Bytes += touched;
            cpu.ComplexCache.Bytes += touched;
            cpu.CoreCache.LastProcess = task.Process;
        }

        task.CoreMark = cpu.CoreCache.Bytes;
        task.ComplexMark = cpu.ComplexCache.Bytes;
    }

    private void SetWorkingSet(MachineTask task, long bytes)
    {
        task.WorkingSet = bytes;
        var footprint = Parameters.Kernel.TickFootprintBytes;
        task.TickRefillUnits = footprint <= 0 ? 0 : CostTable.FromNs(Parameters.Cache.RefillNs(bytes, footprint, footprint));
    }
}
