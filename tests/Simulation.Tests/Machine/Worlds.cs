using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;
using CsCheck;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>A drawn machine with drawn tasks, built again from its description as often as wanted.</summary>
internal sealed record World(
    MachineTopology Topology, SchedulerKind Scheduler, bool Ideal, ulong Seed, int Groups, bool Limits, (int Kind, int Nice, long Ns)[] Tasks)
{
    public static readonly Gen<World> Any = Gen.Select(
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[1, 2], (s, x, c, t) => new MachineTopology(s, 1, x, c, t)),
        Gen.Bool, Gen.Bool, Gen.ULong, Gen.Int[0, 3], Gen.Bool,
        Gen.Select(Gen.Int[0, 6], Gen.Int[-5, 10], Gen.Long[20_000, 3_000_000]).Array[1, 14],
        (topology, eevdf, ideal, seed, groups, limits, tasks) =>
            new World(topology, eevdf ? SchedulerKind.Eevdf : SchedulerKind.Cfs, ideal, seed, groups, limits, tasks));

    public (EventLoop Loop, HostMachine Machine) Build(IMachineTrace? trace = null, int tasksMax = int.MaxValue)
    {
        var loop = new EventLoop();
        var parameters = Ideal ? MachineParameters.Ideal(1, Scheduler) : new MachineParameters { Scheduler = Scheduler };
        var machine = new HostMachine(loop, parameters with { Topology = Topology }, new SimRandom(Seed), trace);
        var groups = new List<ControlGroup> { machine.RootGroup };
        for (var i = 0; i < Groups; i++)
        {
            var limit = Limits ? new CpuLimit(3_000_000 * (i + 1), 10_000_000, i * 1_000_000) : null;
            groups.Add(machine.AddGroup($"g{i}", i == 2 ? groups[1] : null, 50 + (100 * i), limit));
        }

        var shared = new Parts(
            machine.AddLock("mutex", LockKind.Mutex), machine.AddLock("spin", LockKind.Spin), machine.AddDevice("disk", 1), machine.AddChannel("pipe"));
        for (var i = 0; i < Math.Min(tasksMax, Tasks.Length); i++)
        {
            var (kind, nice, ns) = Tasks[i];
            var spec = new TaskSpec($"t{i}", ProgramOf(kind, ns, shared))
            {
                Nice = nice, StartInNs = ns * i, WorkingSetBytes = kind == 0 ? ns : 0, Guest = kind == 6 ? Guest : null,
            };
            machine.AddTask(spec, groups[i % groups.Count]);
        }

        return (loop, machine);
    }

    private static readonly GuestProfile Guest = new()
    {
        ExitsPerSecond = new Dictionary<ExitReason, double> { [ExitReason.Msr] = 5000, [ExitReason.Kick] = 900 }, WorkScale = 1.1, HaltPolling = true,
    };

    private static OpProgram ProgramOf(int kind, long ns, Parts p) => kind switch
    {
        0 => new OpProgram(Op.Compute(ns)),
        1 => new OpProgram(Op.ComputeRandom(ns), Op.SleepRandom(ns)),
        2 => new OpProgram(Op.Compute(ns), Op.Io(p.Disk, ns / 3)),
        3 => new OpProgram(Op.Lock(p.Mutex), Op.Compute(ns / 4), Op.Unlock(p.Mutex), Op.Compute(ns)),
        4 => new OpProgram(Op.Lock(p.Spin), Op.Compute(ns / 8), Op.Unlock(p.Spin), Op.Compute(ns), Op.Yield()),
        5 => new OpProgram(Op.Compute(ns), Op.Send(p.Pipe), Op.Sleep(ns), Op.Receive(p.Pipe)),
        _ => new OpProgram(Op.ComputeRandom(ns), Op.SleepRandom(ns / 2), Op.Touch(ns), Op.Exit(ExitReason.DeviceInUserSpace, 2)),
    };

    private sealed record Parts(MachineLock Mutex, MachineLock Spin, IoDevice Disk, MessageChannel Pipe);
}
