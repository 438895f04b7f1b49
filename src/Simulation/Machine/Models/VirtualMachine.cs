using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>
/// A guest on the machine: virtual CPUs are tasks of the host, and a guest kernel schedules the guest's threads over them.
/// A guest's sleep or I/O halts a virtual CPU only when no other guest thread is ready.
/// </summary>
public sealed class VirtualMachine
{
    private VirtualMachine(IReadOnlyList<MachineTask> vcpus) => Vcpus = vcpus;

    /// <summary>The virtual CPUs, as the host's scheduler sees them.</summary>
    public IReadOnlyList<MachineTask> Vcpus { get; }

    /// <summary>Adds a guest.</summary>
    /// <param name="machine">The host.</param>
    /// <param name="name">Name for people.</param>
    /// <param name="vcpus">Virtual CPUs.</param>
    /// <param name="programs">Programs of the guest's threads.</param>
    /// <param name="profile">Exits, nested paging, halt polling.</param>
    /// <param name="group">Control group of the guest on the host.</param>
    public static VirtualMachine Add(
        HostMachine machine, string name, int vcpus, IReadOnlyList<IOpSource> programs, GuestProfile profile, ControlGroup? group = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vcpus, 1);
        var process = machine.AddProcess(name, group, sharesWorkingSet: false);
        var spec = new TaskSpec($"{name}/vcpu", programs[0]) { Guest = profile };
        return new VirtualMachine(ThreadedProcess.Add(machine, process, spec, intercepts: true, programs, vcpus));
    }

    /// <summary>Steal so far: its virtual CPUs were runnable, but not running; in ns.</summary>
    public long StealNs(HostMachine machine) => Vcpus.Sum(machine.TaskWaitNs);

    /// <summary>Steal as a share of the time that the guest wanted to run.</summary>
    public double StealShare(HostMachine machine)
    {
        var steal = (double)StealNs(machine);
        var wanted = steal + Vcpus.Sum(machine.TaskRunNs);
        return wanted == 0 ? 0 : steal / wanted;
    }

    /// <summary>Exits so far.</summary>
    public long Exits() => Vcpus.Sum(v => v.ExitCounts.Sum());
}
