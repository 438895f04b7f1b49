using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Scheduling;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>
/// The event-level model of one host: tasks on hardware threads under a fair scheduler, in control groups, with what switches,
/// migrations, ticks and guest exits cost. Deterministic: same parameters, same calls, same seed, same trace. It lives on an
/// <see cref="EventLoop"/>, which the caller pumps; several machines may share one loop.
/// </summary>
public sealed partial class HostMachine : IEventHandler
{
    private readonly EventLoop _loop;
    private readonly SimRandom _random;
    private readonly SimRandom _balancing;
    private readonly IMachineTrace? _trace;
    private readonly FairPolicy _policy;
    private readonly CostTable _costs;
    private readonly CpuState[] _cpus;
    private readonly CpuMask _idle;
    private readonly CpuMask _overloaded;
    private readonly Queue<CpuState> _flagged;
    private readonly List<MachineTask> _tasks = [];
    private readonly List<ControlGroup> _groups = [];
    private readonly List<MachineProcess> _processes = [];
    private readonly List<MachineLock> _locks = [];
    private readonly List<MessageChannel> _channels = [];
    private readonly List<IoDevice> _devices = [];
    private readonly List<RequestCounter> _counters = [];
    private readonly long _tickNs;

    /// <summary>Creates an idle machine.</summary>
    /// <param name="loop">Gives it time.</param>
    /// <param name="parameters">What machine it is.</param>
    /// <param name="random">Source of the tasks' own random numbers.</param>
    /// <param name="trace">Takes a trace; null for none, which is faster.</param>
    public HostMachine(EventLoop loop, MachineParameters parameters, SimRandom random, IMachineTrace? trace = null)
    {
        parameters.Topology.Validate();
        Require.InRange(parameters.TickHz, 0, 10_000);
        Parameters = parameters;
        _loop = loop;
        _random = random;
        _balancing = random.Split("balancing");
        _trace = trace;
        _costs = new CostTable(parameters);
        var threads = parameters.Topology.Threads;
        _tickNs = parameters.TickHz == 0 ? long.MaxValue : 1_000_000_000 / parameters.TickHz;
        var tickForLag = parameters.TickHz == 0 ? 0 : _tickNs;
        _policy = parameters.Scheduler == SchedulerKind.Cfs
            ? new CfsPolicy(parameters.Cfs ?? CfsTunables.ForThreads(threads))
            : new EevdfPolicy(parameters.Eevdf ?? EevdfTunables.ForThreads(threads, tickForLag));
        _idle = new CpuMask(threads);
        _overloaded = new CpuMask(threads);
        _flagged = new Queue<CpuState>(threads + 1);
        _cpus = CreateCpus(parameters.Topology);
        RootGroup = AddGroup("root", null);
    }

    internal EventLoop Loop => _loop;

    /// <summary>What machine it is.</summary>
    public MachineParameters Parameters { get; }

    /// <summary>Virtual time in ns.</summary>
    public long NowNs => _loop.NowNs;

    /// <summary>The group that everything is in.</summary>
    public ControlGroup RootGroup { get; }

    /// <summary>All tasks, by index.</summary>
    public IReadOnlyList<MachineTask> Tasks => _tasks;

    /// <summary>All control groups, by index; the root first.</summary>
    public IReadOnlyList<ControlGroup> Groups => _groups;

    /// <inheritdoc/>
    public void OnEvent(long a, long b)
    {
        switch ((MachineEvent)a)
        {
            case MachineEvent.Progress:
                OnProgress(_cpus[b]);
                break;
            case MachineEvent.Tick:
                OnTick(_cpus[b]);
                break;
            case MachineEvent.Start:
                Start(_tasks[(int)b]);
                break;
            case MachineEvent.Timer:
                Wake(_tasks[(int)b], null, TraceReason.Timer);
                break;
            case MachineEvent.Device:
                OnDevice(_devices[(int)(b >> 32)], (int)b);
                break;
            case MachineEvent.Period:
                OnPeriod(_groups[(int)b]);
                break;
            case MachineEvent.Slack:
                OnSlack(_groups[(int)b]);
                break;
            default:
                throw new InvalidOperationException($"Unknown machine event {a}.");
        }

        Settle();
    }

    private CpuState[] CreateCpus(MachineTopology topology)
    {
        var cpus = new CpuState[topology.Threads];
        var cores = Enumerable.Range(0, topology.Cores).Select(_ => new FootprintState()).ToArray();
        var complexes = Enumerable.Range(0, topology.Cores / topology.CoresPerComplex).Select(_ => new FootprintState()).ToArray();
        for (var i = 0; i < cpus.Length; i++)
        {
            var core = i / topology.ThreadsPerCore;
            var complex = core / topology.CoresPerComplex;
            cpus[i] = new CpuState
            {
                Index = i, Core = core, Complex = complex, CoreCache = cores[core], ComplexCache = complexes[complex],
                ChargedAtNs = _loop.NowNs, NextBalanceNs = NextBalance(),
            };
            _idle[i] = true;
        }

        if (topology.ThreadsPerCore == 2)
        {
            foreach (var cpu in cpus) cpu.Sibling = cpus[cpu.Index ^ 1];
        }

        return cpus;
    }

    /// <summary>Lets every flagged thread decide anew, in the order of flagging, until none is flagged.</summary>
    private void Settle()
    {
        while (_flagged.TryDequeue(out var cpu)) Reschedule(cpu);
    }

    private void Flag(CpuState cpu)
    {
        if (cpu.NeedsReschedule) return;
        cpu.NeedsReschedule = true;
        _flagged.Enqueue(cpu);
    }

    private void Trace(TraceKind kind, int cpu, int subject, TraceReason reason, long argument = 0) =>
        _trace?.Record(new TraceRecord(_loop.NowNs, kind, cpu, subject, reason, argument));

    private enum MachineEvent
    {
        Progress,
        Tick,
        Start,
        Timer,
        Device,
        Period,
        Slack,
    }
}
