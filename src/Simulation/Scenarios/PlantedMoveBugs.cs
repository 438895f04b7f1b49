using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.Domain.Identity;
using Cloud.Simulation.Checkers;

namespace Cloud.Simulation.Scenarios;

/// <summary>Bugs of migration and evacuation: what goes wrong when who may run a guest is not decided by generation and lease.</summary>
internal static class PlantedMoveBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("switch-before-handover", "no-instance-on-two-hosts", "The guest is switched over while its source still copies.", () => new SwitchesTooEarly()) { In = ScenarioCatalogue.Moves },
        new("switch-without-generation", "no-instance-on-two-hosts", "The source is believed to have handed over, whichever migration it speaks of.", () => new BelievesOldHandovers()) { In = ScenarioCatalogue.Moves },
        new("release-source-early", CloudCheckers.NothingBreaks, "The room at the source is given away before the source has let go.", () => new ReleasesTooEarly()) { In = ScenarioCatalogue.Moves },
        new("evacuate-without-lease-wait", "no-instance-on-two-hosts", "A host may run guests for longer than the control plane waits.", () => new LeasesTooLong()) { Needs = [FaultKind.Partition] },
        new("lease-before-let-go", "no-instance-on-two-hosts", "A host that comes back gets a lease before it has let go of what was evacuated.", () => new LeasesTooSoon()) { In = CutOff },
    ];

    /// <summary>Hosts are cut off again and again, and nothing else goes wrong.</summary>
    private static Scenario CutOff => ScenarioCatalogue.Only(FaultKind.Partition);

    private sealed class SwitchesTooEarly : Sabotage
    {
        public override HostReport OnReport(ClusterState state, HostReport report) => report.Migration is { Phase: MigrationPhase.Copying } copying
            ? report with { Migration = copying with { Phase = MigrationPhase.HandedOver } }
            : report;
    }

    private sealed class BelievesOldHandovers : Sabotage
    {
        private readonly HashSet<InstanceId> _handedOver = [];

        public override HostReport OnReport(ClusterState state, HostReport report)
        {
            if (report.Migration is { Phase: MigrationPhase.HandedOver or MigrationPhase.Received }) _handedOver.Add(report.Instance);
            return report.Migration is { Phase: MigrationPhase.Copying } copying && _handedOver.Contains(report.Instance)
                ? report with { Migration = copying with { Phase = MigrationPhase.HandedOver } }
                : report;
        }
    }

    private sealed class ReleasesTooEarly : Sabotage
    {
        private readonly HashSet<(InstanceId, long)> _released = [];

        public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
        {
            foreach (var instance in changes.Upserts.Where(it => it.Moves is not null).ToList())
            {
                foreach (var leftover in instance.Moves!.Leftovers.Where(left => _released.Add((instance.Id, left.Generation)))) state.CellOf(instance).Release(leftover.Placement);
            }
        }
    }

    private sealed class LeasesTooLong : Sabotage
    {
        public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
            [.. commands.Select(command => command is RenewLease lease ? lease with { Duration = lease.Duration * 10 } : command)];
    }

    private sealed class LeasesTooSoon : Sabotage
    {
        private readonly Dictionary<HostId, long> _ticks = [];

        public override HostReport OnReport(ClusterState state, HostReport report)
        {
            if (report.Beat is { } beat) _ticks[report.Host] = beat.TickNs;
            return report;
        }

        public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
            [.. commands.Select(command => command is RenewLease { EchoNs: null } lease && _ticks.TryGetValue(lease.Host, out var tick) ? lease with { EchoNs = tick } : command)];
    }
}
