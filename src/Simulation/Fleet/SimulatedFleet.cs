using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet.Faults;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// All simulated hosts behind the host protocol. One thread owns it and calls <see cref="Advance"/> and <see cref="Deliver"/>; only
/// <see cref="Send"/> may be called from any thread. A host costs nothing until it is spoken to.
/// </summary>
public sealed partial class SimulatedFleet : IHostGateway
{
    private readonly EventLoop _loop;
    private readonly IReadOnlyDictionary<string, PoolPolicy> _pools;
    private readonly IReadOnlyList<HostDescription> _descriptions;
    private readonly Dictionary<HostId, int> _index;
    private readonly SimulatedHost?[] _hosts;
    private readonly FleetOptions _options;
    private readonly SimRandom _random;
    private readonly Link<HostCommand> _commands;
    private readonly Link<HostReport> _reports;
    private readonly ReportOutbox _outbox = new();
    private readonly MigrationNetwork _network;
    private readonly HashSet<int> _partitioned = [];
    private readonly Lock _inboxLock = new();
    private List<HostCommand> _inbox = [];
    private List<HostCommand> _drained = [];
    private int _inboxOverflow;
    private LinkFaults _faults = LinkFaults.None;

    /// <param name="loop">The engine; whoever owns it owns the fleet.</param>
    /// <param name="hosts">The hosts of the region.</param>
    /// <param name="pools">Overcommit by pool; every host's pool must be present.</param>
    /// <param name="options">Delays, faults, seed.</param>
    public SimulatedFleet(EventLoop loop, IReadOnlyList<HostDescription> hosts, IReadOnlyDictionary<string, PoolPolicy> pools, FleetOptions options)
    {
        _loop = loop;
        _pools = pools;
        _options = options;
        _descriptions = hosts;
        _random = new SimRandom(options.Seed).Split("fleet");
        _hosts = new SimulatedHost?[hosts.Count];
        _index = new(hosts.Count);
        for (var i = 0; i < hosts.Count; i++) _index.Add(hosts[i].Id, i);
        _commands = new(loop, _random.Split("commands"), options.CommandDelayMs, Counters, Arrive);
        _reports = new(loop, _random.Split("reports"), options.ReportDelayMs, Counters, _outbox.Put);
        _usages = new(loop, _random.Split("usages"), options.ReportDelayMs, Counters, Arrive);
        _live = options.Live is { } live ? new(loop, hosts, pools, live, Depart) : null;
        _network = new(loop, Find);
        Faults = options.Faults;
    }

    public FleetCounters Counters { get; } = new();

    /// <summary>Called, on the sender's thread, when commands wait for the next <see cref="Advance"/>. Must not block.</summary>
    public Action? CommandsWaiting { get; set; }

    /// <summary>Called after every event of the modelled world, on its thread; for checkers. Null costs nothing.</summary>
    public Action? AfterEvent { get; set; }

    /// <summary>What happens to messages sent from now on, whatever is wrong with their host.</summary>
    public LinkFaults Faults
    {
        get => _faults;
        set => _faults = LinkFaults.Checked(value);
    }

    /// <summary>Time of the next thing to happen, nanoseconds of virtual time; <see cref="long.MaxValue"/> when nothing is pending.</summary>
    public long NextAtNs => _loop.NextAtNs;

    /// <summary>Virtual time, nanoseconds.</summary>
    public long NowNs => _loop.NowNs;

    /// <summary>Reports that wait for a sink that takes them.</summary>
    public int ReportsWaiting => _outbox.Count + _usageWaiting.Count;

    /// <inheritdoc/>
    public void Send(IReadOnlyList<HostCommand> commands)
    {
        lock (_inboxLock)
        {
            var room = Math.Min(commands.Count, _options.InboxMax - _inbox.Count);
            for (var i = 0; i < room; i++) _inbox.Add(commands[i]);
            _inboxOverflow += commands.Count - room;
        }

        CommandsWaiting?.Invoke();
    }

    /// <summary>Takes in what was sent and lets the hosts live until <paramref name="nowNs"/> of virtual time.</summary>
    public void Advance(long nowNs)
    {
        IReadOnlyList<ActiveFault>? faults;
        lock (_inboxLock)
        {
            (_inbox, _drained) = (_drained, _inbox);
            (faults, _faultsToSet) = (_faultsToSet, null);
            Counters.CommandsRefused += _inboxOverflow;
            _inboxOverflow = 0;
        }

        TakeFaults(faults);
        Counters.CommandsTaken += _drained.Count;
        foreach (var command in _drained)
            _commands.Send(command, _index.TryGetValue(command.Host, out var index) ? LinkOf(ConditionOf(index)) : Faults);
        _drained.Clear();
        Run(nowNs);
        AnswerQuestions();
    }

    /// <summary>
    /// Lets the world go on to <paramref name="nowNs"/> without looking at the inbox. Called before <see cref="Advance"/> by whoever lets the
    /// world sleep while nothing happens: commands that arrived meanwhile then begin now, not when the world fell asleep.
    /// </summary>
    public void CatchUp(long nowNs) => Run(nowNs);

    /// <summary>Hands over the reports that have arrived, until the sink is full; the rest is said again next time. Returns how many were taken.</summary>
    public int Deliver(IHostReports sink)
    {
        var delivered = _outbox.Deliver(sink);
        DeliverUsage(sink);
        Counters.ReportsDelivered += delivered;
        return delivered;
    }

    /// <summary>
    /// Puts an instance on its host as it was before this process began, running or stopped, without a boot: the world continues.
    /// False when its host does not exist or its own ledger refuses it; the next command for it will be answered with the reason.
    /// </summary>
    public bool Adopt(EnsureInstance held, bool running) => Find(held.Host)?.Adopt(held, running) ?? false;

    /// <summary>Holds a place for a guest that was on its way when this process began; its source begins again.</summary>
    public void AdoptIncoming(PrepareIncoming incoming) => Find(incoming.Host)?.Take(incoming);

    /// <summary>Whether nothing is under way: leases that run are all that is to come.</summary>
    public bool IsQuiet => _loop.Pending <= _hosts.Count(host => host is { IsLeaseRunning: true });

    /// <summary>Cuts the power of a host: it neither hears nor speaks, and its guests are off. What is on its disks stays.</summary>
    public void Crash(HostId host) => Get(host).Crash();

    /// <summary>Powers a crashed host up: it does again what its last commands said.</summary>
    public void Restore(HostId host) => Get(host).Restore();

    /// <summary>Cuts or mends the network between a host and the control plane: while it is cut, whatever either says is lost.</summary>
    public void Partition(HostId host, bool cut)
    {
        var index = IndexOf(host);
        if (cut) _partitioned.Add(index);
        else _partitioned.Remove(index);
    }

    /// <summary>Makes everything that a host does take <paramref name="factor"/> times as long (1 or more) from now on, what is under way included.</summary>
    public void Slow(HostId host, double factor) => Get(host).SlowBy(factor);

    /// <summary>Fills the disk of a host, or empties it again: while it is full, the host takes nothing new.</summary>
    public void FillDisk(HostId host, bool full) => Get(host).IsDiskFull = full;

    public bool IsCrashed(HostId host) => _index.TryGetValue(host, out var index) && _hosts[index] is { IsCrashed: true };

    /// <summary>Everything every host truly holds, in the order of hosts and instances; for checkers.</summary>
    public IEnumerable<HeldInstance> Held() => _hosts.Where(host => host is not null).SelectMany(host => host!.Held);

    /// <summary>The hosts on which an instance executes instructions now; for checkers.</summary>
    public IEnumerable<HostId> Running(InstanceId instance) => _hosts.Where(host => host?.Guest(instance) is { IsAlive: true }).Select(host => host!.Id);

    /// <summary>What a host's own ledger says; for checkers.</summary>
    public HostUse Use(HostId host) => Get(host).Use;

    private void Run(long nowNs)
    {
        if (AfterEvent is not { } look)
        {
            _loop.RunUntil(nowNs);
            return;
        }

        while (_loop.RunUntil(nowNs, 1) == 1) look();
    }

    private void Arrive(HostCommand command)
    {
        if (Find(command.Host) is not { } host) Counters.CommandsRefused++;
        else if (IsDeaf(_index[command.Host])) Counters.MessagesDropped++;
        else host.Take(command);
    }

    private int IndexOf(HostId host) =>
        _index.TryGetValue(host, out var index) ? index : throw new ArgumentException($"There is no host '{host}'.", nameof(host));

    private SimulatedHost Get(HostId host) => Find(host) ?? throw new ArgumentException($"There is no host '{host}'.", nameof(host));

    private SimulatedHost? Find(HostId host)
    {
        if (!_index.TryGetValue(host, out var index)) return null;
        if (_hosts[index] is { } known) return known;
        var fresh = _hosts[index] = new(_descriptions[index], _pools, _loop, _options, Counters, _random, _network, Depart);
        if (_live is { } live) (fresh.Stirred, fresh.LiveMeters) = (() => live.Changed(index, fresh), live.MetersOf(index));
        fresh.Suffer(HostCondition.Well, ConditionOf(index));
        return fresh;
    }
}
