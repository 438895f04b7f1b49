using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;
using CsCheck;

namespace Cloud.Simulation.Tests.Machine;

/// <summary>What holds on every machine, whatever runs on it.</summary>
public sealed class MachineLawTests
{
    private const long StepNs = 1_700_000;

    [Fact]
    public void Time_AnyWorld_AddsUpToThreadsTimesElapsed() =>
        World.Any.Sample(world =>
        {
            var (loop, machine) = world.Build();
            for (var i = 1; i <= 20; i++)
            {
                loop.RunUntil(i * StepNs);
                var time = machine.Time();
                Assert.Equal((double)loop.NowNs * world.Topology.Threads, time.TotalNs, 0.01);
                var run = machine.Tasks.Sum(machine.TaskRunNs);
                Assert.Equal(time.Busy.Sum() + time.ContentionNs + Current(machine, time), run, 0.01);
            }
        });

    [Fact]
    public void MinVirtualRuntime_AnyWorld_NeverFalls() =>
        World.Any.Sample(world =>
        {
            var (loop, machine) = world.Build();
            var last = new long[world.Topology.Threads];
            for (var i = 1; i <= 3000 && loop.Step(); i++)
            {
                for (var cpu = 0; cpu < last.Length; cpu++)
                {
                    Assert.True(machine.MinVirtualRuntimeNs(cpu) >= last[cpu]);
                    last[cpu] = machine.MinVirtualRuntimeNs(cpu);
                }
            }
        });

    [Fact]
    public void GroupRun_LimitedGroup_NeverAboveQuotaAndBurst() =>
        World.Any.Where(w => w.Groups > 0).Sample(drawn =>
        {
            var (loop, machine) = (drawn with { Limits = true }).Build();
            var last = new long[machine.Groups.Count];
            for (var period = 1; period <= 12; period++)
            {
                loop.RunUntil(period * 10_000_000L);
                foreach (var group in machine.Groups.Skip(1))
                {
                    var used = machine.GroupRunNs(group);
                    var limit = group.Limit!;
                    Assert.InRange(used, 0, period * limit.QuotaNs);
                    var carried = limit.BurstNs + (drawn.Topology.Threads * machine.Parameters.BandwidthSliceNs);
                    Assert.InRange(used - last[Id(machine, group)], 0, limit.QuotaNs + carried);
                    last[Id(machine, group)] = used;
                }
            }
        });

    [Fact]
    public void GroupRun_AnyWorld_TimeGoesOn() =>
        World.Any.Where(w => w.Groups > 0).Sample(drawn => AssertTimeGoesOn(drawn with { Limits = true }));

    /// <summary>A nested group came back from throttling into a group that had run out meanwhile: its thread ran on for no time, for ever.</summary>
    [Fact]
    public void GroupRun_UnthrottledUnderAnExhaustedGroup_TimeGoesOn() => AssertTimeGoesOn(new World(
        new MachineTopology(2, 1, 1, 3, 1), SchedulerKind.Eevdf, Ideal: true, Seed: 4, Groups: 3, Limits: true,
        [
            (3, -5, 1174244), (6, -2, 2342035), (1, 0, 1727227), (0, 2, 1354694), (1, 4, 726965), (1, 3, 2217868), (1, 2, 836480),
            (4, 7, 1094653), (3, 7, 975405), (0, 2, 1849274), (1, 2, 949797), (6, 6, 866817), (2, -4, 2827926),
        ]));

    [Fact]
    public void Run_SameSeedTwice_GivesTheSameTrace() =>
        World.Any.Sample(world =>
        {
            var hashes = new ulong[2];
            for (var run = 0; run < 2; run++)
            {
                var trace = new TraceHash();
                world.Build(trace).Loop.RunUntil(30_000_000);
                hashes[run] = trace.Value;
            }

            Assert.Equal(hashes[0], hashes[1]);
        });

    [Fact]
    public void Run_TracedOrNot_IsTheSameRun() =>
        World.Any.Sample(world =>
        {
            var traced = world.Build(new TraceBuffer());
            var plain = world.Build();
            traced.Loop.RunUntil(30_000_000);
            plain.Loop.RunUntil(30_000_000);
            Assert.Equal(plain.Loop.Executed, traced.Loop.Executed);
            Assert.Equal(plain.Machine.Tasks.Select(t => t.RunNs), traced.Machine.Tasks.Select(t => t.RunNs));
        });

    [Fact]
    public void Idle_AnyWorldWithoutLimits_NeverWhileATaskWaitsLongerThanTwoTicks() =>
        World.Any.Sample(drawn =>
        {
            var world = drawn with { Limits = false };
            var (loop, machine) = world.Build();
            var since = -1L;
            while (loop.NowNs < 40_000_000 && loop.Step())
            {
                var waiting = Enumerable.Range(0, world.Topology.Threads).Any(cpu => machine.RunnableOn(cpu) > 1);
                var wasteful = waiting && machine.IdleThreads() > 0;
                if (!wasteful) since = -1;
                else if (since < 0) since = loop.NowNs;
                if (wasteful) Assert.InRange(loop.NowNs - since, 0, 2_000_000);
            }
        });

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Run_HogsOfAnyNiceOnOneThread_ShareByWeightWithinASlice(SchedulerKind kind) =>
        Gen.Int[-5, 10].Array[2, 6].Sample(nice =>
        {
            var loop = new EventLoop();
            var machine = new HostMachine(loop, MachineParameters.Ideal(1, kind), new SimRandom(1));
            foreach (var n in nice) machine.AddTask(new TaskSpec("hog", new OpProgram(Op.Compute(1_000_000_000))) { Nice = n });
            const long Total = 4_000_000_000;
            loop.RunUntil(Total);
            var load = nice.Sum(n => (double)Scheduling(n));
            for (var i = 0; i < nice.Length; i++)
            {
                // A period or slice of the others, and the debit that a new CFS task starts with.
                var fair = Total * (Scheduling(nice[i]) / load);
                Assert.InRange(machine.TaskRunNs(machine.Tasks[i]), fair - 25_000_000, fair + 25_000_000);
            }
        });

    [Fact]
    public void Run_MoreHogsOnOneThread_NeverMakeTheFirstFaster() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 5], Gen.Long[100_000, 5_000_000]).Sample((eevdf, others, ns) =>
        {
            long Work(int extra)
            {
                var loop = new EventLoop();
                var kind = eevdf ? SchedulerKind.Eevdf : SchedulerKind.Cfs;
                var machine = new HostMachine(loop, new MachineParameters { Topology = MachineTopology.Flat(1), Scheduler = kind }, new SimRandom(1));
                for (var i = 0; i <= extra; i++) machine.AddTask(new TaskSpec($"t{i}", new OpProgram(Op.Compute(ns))));
                loop.RunUntil(1_000_000_000);
                return (long)machine.Tasks[0].WorkNs;
            }

            Assert.True(Work(others + 1) <= Work(others) + 3_000_000);
        });

    private static double Current(HostMachine machine, MachineTime time) =>
        machine.IdleThreads() == 0 ? time.UnaccountedNs : machine.Tasks.Where(t => t.IsRunning).Sum(t => machine.TaskRunNs(t) - t.RunNs);

    private static int Id(HostMachine machine, ControlGroup group) => machine.Groups.ToList().IndexOf(group);

    private static int Scheduling(int nice) => Cloud.Simulation.Machine.Scheduling.LoadWeight.OfNice(nice);

    /// <summary>120 ms of a machine take some ten thousand events; a thousand times as many are a loop that stands still.</summary>
    private static void AssertTimeGoesOn(World world)
    {
        const long EventsMax = 10_000_000;
        var (loop, _) = world.Build();
        Assert.InRange(loop.RunUntil(120_000_000, EventsMax), 1, EventsMax - 1);
        Assert.Equal(120_000_000, loop.NowNs);
    }
}
