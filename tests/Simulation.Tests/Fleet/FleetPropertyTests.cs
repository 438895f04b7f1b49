using System.Text;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;
using CsCheck;

namespace Cloud.Simulation.Tests.Fleet;

/// <summary>Random commands over bad links: whatever is lost, doubled or late, repeating the newest commands ends where they say.</summary>
public sealed class FleetPropertyTests
{
    private static readonly LinkFaults Bad = new(Drop: 0.2, Duplicate: 0.2, Delay: 0.3, DelayMsMax: 20_000) { Reorder = 0.2 };

    [Fact]
    public void RandomCommands_RepeatedUntilAnswered_EndAsDesired() =>
        Gen.ULong[0, 1_000_000].Sample(seed => new Run(seed, Bad).Converges(), iter: 60, threads: 1, print: seed => $"seed {seed}");

    [Fact]
    public void RandomCommands_MoreThanFits_NeverExceedAHost() =>
        Gen.ULong[0, 1_000_000].Sample(seed => new Run(seed, Bad) { AsksTooMuch = true }.StaysWithinItsHosts(), iter: 60, threads: 1);

    [Fact]
    public void SameSeed_SaysTheSameToTheBit_AnotherSeedDoesNot()
    {
        var first = new Run(7, Bad).Transcript();

        Assert.Equal(first, new Run(7, Bad).Transcript());
        Assert.NotEqual(first, new Run(8, Bad).Transcript());
        Assert.Contains("Running", first, StringComparison.Ordinal);
    }

    /// <summary>A control plane in miniature: what is wanted by instance, repeated until the host has said so.</summary>
    private sealed class Run
    {
        private const int Hosts = 3;
        private readonly SimRandom _random;
        private readonly SimulatedFleet _fleet;
        private readonly CapacityLedger _ledger;
        private readonly HostId[] _hosts;
        private readonly SortedDictionary<InstanceId, HostCommand> _wanted = [];
        private readonly HashSet<InstanceId> _answered = [];
        private readonly StringBuilder _transcript = new();
        private int _created;

        public Run(ulong seed, LinkFaults faults)
        {
            _random = new SimRandom(seed).Split("test");
            HostDescription[] hosts = [.. Enumerable.Range(1, Hosts).Select(number => Worlds.Host(number))];
            _fleet = new(new EventLoop(), hosts, Worlds.Pools, new() { Seed = seed, Faults = faults });
            _ledger = new(hosts, Worlds.Pools);
            _hosts = [.. hosts.Select(host => host.Id)];
            _fleet.Set([new(FaultKind.StaleReports, _hosts, new() { Rate = 0.1 }), new(FaultKind.ClockSkew, [_hosts[0]], new() { ClockRate = 1.5, OffsetSeconds = 20 })]);
        }

        public bool AsksTooMuch { get; init; }

        public bool Converges()
        {
            for (var step = 0; step < 200; step++) Step();
            _fleet.Faults = LinkFaults.None;
            _fleet.Set([]);
            for (var step = 0; step < 60; step++) Settle();

            var expected = _wanted.Values.OfType<EnsureInstance>()
                .Select(ensure => (ensure.Host, ensure.Instance, ensure.Generation, ensure.Reboots,
                    ensure.Power is DesiredPower.Running ? ObservedPower.Running : ObservedPower.Stopped)).OrderBy(row => row.Instance);
            var held = _fleet.Held().Select(held => (held.Host, held.Instance, held.Generation, held.Reboots, held.Observed)).OrderBy(row => row.Instance);
            return expected.SequenceEqual(held) && _wanted.Values.All(command => command is EnsureInstance && _answered.Contains(command.Instance));
        }

        public bool StaysWithinItsHosts()
        {
            for (var step = 0; step < 200; step++)
            {
                Step();
                for (var number = 1; number <= Hosts; number++)
                {
                    var use = _fleet.Use(Worlds.Host(number).Id);
                    var placements = _fleet.Held().Where(held => held.Host == use.Host && held.Placement is not null).Select(held => held.Placement!).ToList();
                    Assert.Equal(placements.Count, use.Instances);
                    Assert.All(use.NumaNodes, numa => Assert.Equal(
                        placements.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == numa.NumaNode).Sum(claim => claim.MemoryMib),
                        numa.MemoryUsedMib));
                    Assert.All(use.NumaNodes, numa => Assert.True(numa.MemoryUsedMib <= 32_768 && numa.VcpusUsed <= 16, numa.ToString()));
                }
            }

            return _fleet.Counters.Refusals > 0 && _fleet.Counters.MessagesDropped > 0 && _fleet.Counters.MessagesDelayed > 0
                && _fleet.Counters.MessagesReordered > 0 && _fleet.Counters.ReportsRepeated > 0;
        }

        public string Transcript()
        {
            for (var step = 0; step < 100; step++) Step();
            return _transcript.ToString();
        }

        private void Step()
        {
            if (_random.NextBool(0.5)) Create();
            if (_wanted.Count > 0) Act(_wanted.Keys.ElementAt(_random.NextInt(_wanted.Count)));
            Settle();
        }

        private void Create()
        {
            var host = Worlds.Host(1 + _random.NextInt(Hosts)).Id;
            var ensure = Worlds.Ensure(host, Worlds.Instance(++_created), 1, vcpus: 1 + _random.NextInt(4), memoryMib: 1024 * (1 + _random.NextInt(8)),
                kind: _random.Pick<InstanceKind>([InstanceKind.MicroVm, InstanceKind.Container, InstanceKind.VirtualMachine]));
            if (!AsksTooMuch)
            {
                if (!_ledger.Fits(ensure.Placement)) return;
                _ledger.Take(ensure.Placement);
            }

            Want(ensure);
        }

        private void Act(InstanceId id)
        {
            if (_wanted[id] is not EnsureInstance ensure) return;
            var next = ensure.Generation.Next();
            Want(_random.NextInt(4) switch
            {
                0 => ensure with { Generation = next, Power = DesiredPower.Stopped },
                1 => ensure with { Generation = next, Power = DesiredPower.Running },
                2 when ensure.Power is DesiredPower.Running && _answered.Contains(id) => ensure with { Generation = next, Reboots = ensure.Reboots + 1 },
                3 => new RemoveInstance(ensure.Host, id, next),
                _ => ensure,
            });
            if (_wanted[id] is RemoveInstance) _placements[id] = ensure.Placement;
        }

        private readonly Dictionary<InstanceId, HostPlacement> _placements = [];

        private void Want(HostCommand command)
        {
            if (_wanted.TryGetValue(command.Instance, out var known) && known == command) return;
            _wanted[command.Instance] = command;
            _answered.Remove(command.Instance);
            _fleet.Send([command]);
        }

        private void Settle()
        {
            var log = new ReportLog();
            for (var tick = 0; tick < 4; tick++)
            {
                _fleet.Advance(_fleet.NowNs + (long)(_random.NextDouble() * 2 * Worlds.SecondNs));
                _fleet.Deliver(log);
            }

            foreach (var report in log.Reports) Hear(report);
            _fleet.Send([.. _wanted.Values.Where(command => !_answered.Contains(command.Instance))]);
        }

        private void Hear(HostReport report)
        {
            _transcript.Append(report with { Timeline = [] }).Append(string.Join(';', report.Timeline)).Append('\n');
            if (!_wanted.TryGetValue(report.Instance, out var command) || report.Generation != command.Generation) return;
            switch (command)
            {
                case RemoveInstance when report.Observed is ObservedPower.Absent:
                    _wanted.Remove(report.Instance);
                    if (!AsksTooMuch) _ledger.Release(_placements[report.Instance]);
                    break;
                case EnsureInstance { Power: DesiredPower.Running } when report.Observed is ObservedPower.Running:
                case EnsureInstance { Power: DesiredPower.Stopped } when report.Observed is ObservedPower.Stopped:
                    _answered.Add(report.Instance);
                    break;
            }
        }
    }
}
