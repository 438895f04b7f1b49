using Cloud.Domain.Hardware.Costs.Threads;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>Puts the threads of one program on a machine under a thread model.</summary>
public static class ThreadedProcess
{
    /// <summary>Time slice of a many-to-many runtime, in ns: Go's sysmon preempts after 10 ms [R+].</summary>
    public const long RuntimeQuantumNs = 10_000_000;

    /// <summary>Adds a process whose threads run the given programs; returns the kernel's tasks.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="process">Address space of all of them.</param>
    /// <param name="model">How threads map to tasks.</param>
    /// <param name="programs">One program per thread.</param>
    /// <param name="carriers">Kernel threads of a many-to-many runtime.</param>
    public static IReadOnlyList<MachineTask> Add(
        HostMachine machine, MachineProcess process, ThreadModel model, IReadOnlyList<IOpSource> programs, int carriers = 1)
    {
        if (model == ThreadModel.Kernel)
            return [.. programs.Select((p, i) => machine.AddTask(process, new TaskSpec($"{process.Name}/{i}", p)))];
        ArgumentOutOfRangeException.ThrowIfLessThan(carriers, 1);
        if (model == ThreadModel.UserLevel) carriers = 1;
        var spec = new TaskSpec($"{process.Name}/carrier", programs[0]);
        return Add(machine, process, spec, model == ThreadModel.ManyToMany, programs, carriers);
    }

    internal static IReadOnlyList<MachineTask> Add(
        HostMachine machine, MachineProcess process, TaskSpec carrier, bool intercepts, IReadOnlyList<IOpSource> programs, int carriers)
    {
        var switchNs = (long)machine.Parameters.Kernel.UserSwitchNs;
        var ready = machine.AddChannel($"{process.Name}/ready");
        var runtime = new UserThreadRuntime(machine, ready, intercepts, switchNs, intercepts ? RuntimeQuantumNs : 0);
        for (var i = 0; i < programs.Count; i++)
            runtime.Add(new UserThread(programs[i], machine.NewCursor($"{process.Name}/thread", i)));
        return [.. Enumerable.Range(0, carriers).Select(i => machine.AddTask(process, carrier with { Name = $"{carrier.Name}{i}", Program = runtime.Carrier() }))];
    }
}
