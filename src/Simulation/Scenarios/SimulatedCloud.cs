using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Checkers;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// The real Core, read model and tenancy, the real fleet and the stores in memory under one virtual time. What the writer does with threads
/// happens here round by round, so that a seed decides when the control plane dies, who loses power and which message is lost.
/// </summary>
public sealed partial class SimulatedCloud : IHostReports, IIdSource
{
    /// <summary>Reports that wait for the control plane; more stay with the fleet, as behind a full inbox.</summary>
    private const int InboxMax = 64;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ulong _seed;
    private readonly Scenario _scenario;
    private readonly Sabotage _sabotage;
    private readonly SimRandom _random;
    private readonly SimRandom _misfortune;
    private readonly SimRandom _deaths;
    private readonly SimRandom _usage;
    private readonly SimRandom _people;
    private readonly SimRandom _ids;
    private readonly List<HostReport> _inbox = [];
    private IReadOnlyList<CellEpoch> _epochs = [];
    private (int Commits, ClusterImage Image) _stored = (-1, new([], [], new Dictionary<Domain.Identity.ProjectId, Domain.Tenancy.ResourceCount>(), 0));
    private long _idCount;
    private long _nowNs;
    private long _fleetStartedNs;
    private int _fleets;

    /// <summary>Draws the world and starts it.</summary>
    public SimulatedCloud(Scenario scenario, ulong seed, Sabotage? sabotage = null)
    {
        (_scenario, _seed, _sabotage) = (scenario, seed, sabotage ?? Sabotage.None);
        var root = new SimRandom(seed);
        (_random, _misfortune, _deaths) = (root.Split("cloud"), root.Split("misfortune"), root.Split("deaths"));
        (_usage, _people, _ids) = (root.Split("usage"), root.Split("people"), root.Split("ids"));
        _claims = root.Split("claims");
        World = DrawnWorld.Draw(scenario, seed);
        People = new(World, this, new EventLoopTimeProvider(_clock, Epoch), _sabotage);
        Fleet = NewFleet();
        State = Start();
    }

    /// <summary>What the seed drew.</summary>
    public DrawnWorld World { get; }

    /// <summary>What is durable. It survives every death.</summary>
    public InMemoryClusterStore Store { get; } = new();

    /// <summary>What is stored now, read once per commit.</summary>
    public ClusterImage Stored
    {
        get
        {
            if (_stored.Commits != Store.Commits) _stored = (Store.Commits, Store.Image());
            return _stored.Image;
        }
    }

    /// <summary>The memory of the writer that lives now.</summary>
    public ClusterState State { get; private set; }

    /// <summary>What readers see.</summary>
    public ClusterView View { get; private set; } = new();

    /// <summary>Tenants, projects and tokens.</summary>
    public SimulatedPeople People { get; }

    /// <summary>The hosts, as they truly are.</summary>
    public SimulatedFleet Fleet { get; private set; }

    /// <summary>What callers were told.</summary>
    public Acknowledgements Told { get; } = new();

    /// <summary>Everything that happened, hashed; the text is kept when asked for.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>What happened, counted.</summary>
    public SimCounts Counts { get; } = new();

    /// <summary>Called after every event: of the modelled world, and of the control plane's memory.</summary>
    public Action<CheckTime>? Looking { get; set; }

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_nowNs / TimeSpan.NanosecondsPerTick);

    /// <summary>Whether nothing waits for room, or for a host but instances in error, which wait as long as they are.</summary>
    public bool IsNothingUnderWay => State.Waiting.Keys.All(id => State.Find(id) is { State: InstanceState.Error }) && State.Preemptions.All.Count == 0;

    private DateTimeOffset Now => Epoch + Elapsed;

    /// <summary>Time ordered like the real ones, drawn from the seed.</summary>
    public Guid Next() => new((int)(++_idCount >> 16), (short)_idCount, 0x7000, BitConverter.GetBytes(_ids.NextBits()));

    /// <inheritdoc/>
    public bool TryReport(HostReport report)
    {
        if (_inbox.Count >= InboxMax) return false;
        _inbox.Add(report);
        return true;
    }

    /// <summary>One round: time passes, hosts report, callers ask, the reconciler has its turn, all in one batch; now and then something dies.</summary>
    /// <param name="stormy">The first act, with requests and faults; else only healing goes on.</param>
    public void Round(bool stormy)
    {
        Counts.Rounds++;
        if (stormy) Misfortune();
        Advance(_random.NextInt(20, stormy ? World.Workload.RoundMsMax : 800), stormy ? World.Faults.Messages : LinkFaults.None);
        if (stormy) ChangePeople();
        Commit(stormy);
        _inbox.Clear();
        if (stormy && _deaths.NextBool(World.Faults.Blackout)) Blackout();
    }

    private void Advance(int milliseconds, LinkFaults faults)
    {
        _nowNs += milliseconds * 1_000_000L;
        _clock.RunUntil(_nowNs);
        Fleet.Faults = faults;
        Fleet.Advance(_nowNs - _fleetStartedNs);
        Fleet.Deliver(this);
        if (!_usage.NextBool(World.Workload.UsageShare)) return;
        foreach (var instance in State.Instances.Values.OrderBy(instance => instance.Id)) State.ObserveUsage(instance.Id, _usage.NextDouble());
    }

    private readonly EventLoop _clock = new();
}
