using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Models;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>Virtual CPUs: steal, exits, locks and halting (7).</summary>
public sealed class GuestTests
{
    private const long Second = 1_000_000_000;
    private static readonly GuestProfile Quiet = new();
    private static readonly OpProgram Hog = new(Op.Compute(1_000_000));

    [Theory]
    [InlineData(8, 4)]
    [InlineData(6, 4)]
    [InlineData(12, 4)]
    public void Steal_SaturatedVcpus_IsOneMinusThreadsOverVcpus(int vcpus, int threads)
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(threads));
        var guests = Enumerable.Range(0, vcpus).Select(i => VirtualMachine.Add(machine, $"vm{i}", 1, [Hog], Quiet)).ToList();
        loop.RunUntil(20 * Second);
        var expected = 1 - ((double)threads / vcpus);
        Assert.Equal(expected, guests.Average(g => g.StealShare(machine)), 0.02);
        foreach (var guest in guests) Assert.Equal(expected, guest.StealShare(machine), 0.12);
    }

    [Fact]
    public void Steal_NoOvercommit_IsZero()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(4));
        var guest = VirtualMachine.Add(machine, "vm", 4, [Hog, Hog, Hog, Hog], Quiet);
        loop.RunUntil(Second);
        Assert.Equal(0, guest.StealNs(machine));
    }

    [Fact]
    public void Exits_ReferenceRates_CostThreeAndAHalfPercent()
    {
        // Vector of 7.4: 20,000 kicks of 2,300 cycles and 5,000 user exits of 9,000 cycles per second at 2.6 GHz.
        var cycles = GuestCosts.ExitsOf(ExitConstants.Tables["intel-icx"]);
        var parameters = MachineParameters.Ideal(1) with { FrequencyGhz = 2.6, Guest = new GuestCosts { Exits = cycles, VmSwitch = 0 } };
        var (loop, machine) = Machine(parameters);
        var rates = new Dictionary<ExitReason, double> { [ExitReason.Kick] = 20_000, [ExitReason.DeviceInUserSpace] = 5_000 };
        var task = machine.AddTask(new TaskSpec("vcpu", Hog) { Guest = new GuestProfile { ExitsPerSecond = rates } });
        loop.RunUntil(10 * Second);
        Assert.Equal(0.035, machine.Time().Of(TimeCategory.GuestExit) / task.WorkNs, 0.0002);
        Assert.Equal(20_000 * task.WorkNs / 1e9, task.ExitCounts[(int)ExitReason.Kick], 30.0);
    }

    [Fact]
    public void Locks_OvercommittedGuests_CollapseWithTicketsAndNotWithParavirtualLocks()
    {
        double Rate(LockKind kind, double window)
        {
            var parameters = new MachineParameters { Topology = MachineTopology.Flat(8), Guest = new GuestCosts { PauseLoopWindow = window } };
            var (loop, machine) = Machine(parameters);
            var done = machine.AddCounter("sections");
            for (var vm = 0; vm < 2; vm++)
            {
                var spin = machine.AddLock($"lock{vm}", kind);
                var program = new OpProgram(Op.Lock(spin), Op.Compute(1_000), Op.Unlock(spin), Op.Mark(done), Op.ComputeRandom(10_000));
                var process = machine.AddProcess($"vm{vm}");
                for (var v = 0; v < 8; v++) machine.AddTask(process, new TaskSpec($"vcpu{v}", program) { Guest = Quiet });
            }

            machine.AddTask(new TaskSpec("neighbour", Hog));
            loop.RunUntil(Second);
            return done.Count;
        }

        var ticket = Rate(LockKind.Ticket, window: 0);
        var paravirtual = Rate(LockKind.Paravirtual, window: 0);
        var ticketWithPauseLoop = Rate(LockKind.Ticket, window: 4096);
        Assert.True(paravirtual > 3 * ticket, $"{paravirtual} against {ticket}");

        // A strict order defeats pause-loop exiting: the next in line is preempted as often as the holder was.
        Assert.InRange(ticketWithPauseLoop / ticket, 0.7, 2);
    }

    [Fact]
    public void HaltPolling_ShortSleeps_AvoidsSwitchesAndCostsTime()
    {
        (long Switches, double Poll, double Wait) Run(bool polls)
        {
            var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1) });
            var program = new OpProgram(Op.Compute(20_000), Op.Sleep(15_000));
            var task = machine.AddTask(new TaskSpec("vcpu", program) { Guest = new GuestProfile { HaltPolling = polls } });
            loop.RunUntil(Second);
            return (machine.ContextSwitches(), machine.Time().Of(TimeCategory.Poll), Second - task.WorkNs);
        }

        var asleep = Run(false);
        var polling = Run(true);
        Assert.Equal(0, asleep.Poll);
        Assert.True(polling.Switches < asleep.Switches / 100);
        Assert.InRange(polling.Poll / Second, 0.3, 0.5);
        Assert.True(polling.Wait < asleep.Wait);
    }

    [Fact]
    public void Guest_ThreadsThatWaitForIo_HaltOnlyWhenAllWait()
    {
        var (loop, machine) = Machine(MachineParameters.Ideal(2));
        var disk = machine.AddDevice("disk", 4);
        var waits = new OpProgram(Op.Compute(1_000_000), Op.Io(disk, 3_000_000));
        var guest = VirtualMachine.Add(machine, "vm", 1, [waits, waits], Quiet);
        loop.RunUntil(4 * Second);
        Assert.Equal(2_000_000_000, guest.Vcpus[0].WorkNs, 5e6);
        Assert.Equal(2000, disk.Completed, 4.0);
        Assert.InRange(guest.Vcpus[0].ExitCounts[(int)ExitReason.Halt], 900, 1100);
    }

    [Fact]
    public void Touch_NewMemory_FaultsOncePerPage()
    {
        var (loop, machine) = Machine(new MachineParameters { Topology = MachineTopology.Flat(1) });
        var task = machine.AddTask(new TaskSpec("vcpu", new OpProgram(Op.Touch(40 * 4096), Op.Compute(1000))) { Guest = Quiet });
        loop.RunUntil(Second / 10);
        Assert.Equal(40, task.ExitCounts[(int)ExitReason.NestedFaultAllocate]);
    }

    private static (EventLoop Loop, HostMachine Machine) Machine(MachineParameters parameters)
    {
        var loop = new EventLoop();
        return (loop, new HostMachine(loop, parameters, new SimRandom(5)));
    }
}
