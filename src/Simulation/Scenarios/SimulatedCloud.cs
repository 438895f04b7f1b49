using System.Globalization;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Reconcilers;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// The real Core, the real fleet and the store in memory under one virtual time. What the writer does with threads happens here round by
/// round, so that a seed decides when the control plane dies, who loses power and which message is lost.
/// </summary>
public sealed partial class SimulatedCloud : IHostReports, IIdSource
{
    /// <summary>Reports that wait for the control plane; more stay with the fleet, as behind a full inbox.</summary>
    private const int InboxMax = 64;

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ulong _seed;
    private readonly Sabotage _sabotage;
    private readonly SimRandom _random;
    private readonly SimRandom _ids;
    private readonly List<HostReport> _inbox = [];
    private IReadOnlyList<CellEpoch> _epochs = [];
    private long _idCount;
    private long _nowNs;
    private long _fleetStartedNs;
    private int _fleets;

    /// <summary>Draws the world and starts it.</summary>
    public SimulatedCloud(Scenario scenario, ulong seed, Sabotage? sabotage = null)
    {
        _seed = seed;
        _sabotage = sabotage ?? Sabotage.None;
        _random = new SimRandom(seed).Split("cloud");
        _ids = new SimRandom(seed).Split("ids");
        World = DrawnWorld.Draw(scenario, seed);
        Fleet = NewFleet();
        State = Start();
    }

    /// <summary>What the seed drew.</summary>
    public DrawnWorld World { get; }

    /// <summary>What is durable. It survives every death.</summary>
    public InMemoryClusterStore Store { get; } = new();

    /// <summary>The memory of the writer that lives now.</summary>
    public ClusterState State { get; private set; }

    /// <summary>The hosts, as they truly are.</summary>
    public SimulatedFleet Fleet { get; private set; }

    /// <summary>What callers were told.</summary>
    public Acknowledgements Told { get; } = new();

    /// <summary>Everything that happened, hashed; the text is kept when asked for.</summary>
    public Transcript Transcript { get; } = new();

    /// <summary>What happened, counted.</summary>
    public SimCounts Counts { get; } = new();

    /// <summary>Virtual time since the beginning.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_nowNs / TimeSpan.NanosecondsPerTick);

    /// <summary>Whether nothing waits for a host but instances in error, which wait as long as they are.</summary>
    public bool IsNothingUnderWay => State.Waiting.Keys.All(id => State.Find(id) is { State: InstanceState.Error });

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
        Advance(_random.NextInt(20, 800), stormy ? World.Messages : LinkFaults.None);
        Commit(stormy);
        _inbox.Clear();
        if (stormy && _random.NextBool(World.Blackout)) Blackout();
    }

    private void Advance(int milliseconds, LinkFaults faults)
    {
        _nowNs += milliseconds * 1_000_000L;
        Fleet.Faults = faults;
        Fleet.Advance(_nowNs - _fleetStartedNs);
        Fleet.Deliver(this);
    }

    /// <summary>Decides, makes durable, sends, answers. Death may come before the commit, or after it and before anything was told.</summary>
    private void Commit(bool stormy)
    {
        var changes = new ChangeSet(State);
        Told.Begin();
        foreach (var report in _inbox) Observe(changes, report);
        for (var asked = stormy ? _random.NextInt(World.RequestsMax + 1) : 0; asked > 0; asked--) Request(changes);
        if (!stormy || _random.NextBool()) InstanceReconciler.Plan(State, changes, Now);
        _sabotage.AfterDeciding(State, changes);

        if (stormy && _random.NextBool(World.Death))
        {
            Die("before the commit", changes);
            return;
        }

        var batch = changes.ToBatch(_epochs);
        if (changes.HasDurableChanges) Store.Commit(_sabotage.OnCommit(batch, _epochs));
        if (stormy && _random.NextBool(World.Death))
        {
            Told.Unknown();
            Die("after the commit", undurable: null);
            return;
        }

        Told.Confirm();
        Counts.Commands += changes.Commands.Count;
        Fleet.Send(_sabotage.OnSend(changes.Commands));
    }

    private void Observe(ChangeSet changes, HostReport report)
    {
        Counts.Reports++;
        var heard = _sabotage.OnReport(State, report);
        Transcript.Say(Elapsed, string.Create(CultureInfo.InvariantCulture, $"{heard.Host} {heard.Instance} g{heard.Generation.Value} {heard.Observed} {heard.Percent} {heard.Phase} {heard.Reason}"));
        ReportReconciler.Observe(State, changes, heard, Now);
    }

    /// <summary>
    /// The control plane dies and starts again; the hosts live on and notice nothing. What it had decided and not stored it still tries to
    /// store, as a process does that was only thought dead: the store must fence it.
    /// </summary>
    private void Die(string when, ChangeSet? undurable)
    {
        Transcript.Say(Elapsed, $"the control plane dies {when}");
        Counts.Deaths++;
        var epochs = _epochs;
        State = Start();
        if (undurable is not { HasDurableChanges: true }) return;
        try
        {
            Store.Commit(_sabotage.OnCommit(undurable.ToBatch(epochs), _epochs));
            Told.Confirm();
        }
        catch (FencedException)
        {
            Counts.Fenced++;
            Told.Begin();
        }
    }

    private ClusterState Start()
    {
        _epochs = Store.Acquire([.. World.Region.Zones.Select(zone => zone.Cell)]);
        return ClusterState.Rebuild(World.Region, Store.Image());
    }

    private SimulatedFleet NewFleet()
    {
        _fleetStartedNs = _nowNs;
        return new(new EventLoop(), World.Region.Hosts, World.Region.Pools, new() { Seed = _seed + (ulong)_fleets++ });
    }
}
