using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Scenarios;

/// <summary>A bug as people make them, planted through a seam, and what it would do to users.</summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Description">The mistake in a sentence.</param>
/// <param name="Plant">A fresh one for one run.</param>
public sealed record PlantedBug(string Name, string Description, Func<Sabotage> Plant);

/// <summary>
/// Bugs that the checkers must find: a simulator that finds nothing proves nothing until it has found these. Each is a mistake in a seam of
/// the simulated cloud; the product itself stays as it is.
/// </summary>
public static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("skip-epoch-check", "The store accepts a batch of a writer that was replaced.", () => new AcceptsOldEpochs()),
        new("forget-release", "A deletion does not give back what the instance held in the ledger.", () => new ForgetsRelease()),
        new("release-on-stop", "Stopping gives back what the instance still holds.", () => new ReleasesOnStop()),
        new("retry-reboot", "A command that is sent again asks for one more reboot.", () => new RebootsAgain()),
        new("lose-acknowledged", "One in thirty created instances is acknowledged and not stored.", () => new LosesCreations()),
        new("forget-quota", "Deleting does not lower the quota use.", () => new ForgetsQuota()),
        new("believe-stale-report", "The generation of a report is not compared.", () => new BelievesStaleReports()),
        new("forget-command", "A deletion is never told to the host.", () => new ForgetsRemovals()),
        new("tell-twice", "An event is stored twice.", () => new StoresEventsTwice()),
        new("half-a-commit", "Instances and their operations are stored in two transactions, and the second is lost.", () => new LosesOperations()),
        new("place-elsewhere", "What is stored is not the placement that was decided.", () => new StoresOtherPlacements()),
        new("never-retry", "A command whose answer is lost is not sent again.", () => new NeverRetries()),
        new("reset-generation", "A restart of an instance begins its generations again.", () => new ResetsGenerations()),
        new("refuse-without-reason", "A lack of capacity is answered without an explanation.", () => new RefusesSilently()),
    ];

    /// <summary>The bug of that name, or null.</summary>
    public static PlantedBug? Find(string name) => All.FirstOrDefault(bug => string.Equals(bug.Name, name, StringComparison.Ordinal));

    private sealed class AcceptsOldEpochs : Sabotage
    {
        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Epochs = current };
    }

    private sealed class ForgetsRelease : Sabotage
    {
        public override void AfterDeciding(ClusterState state, ChangeSet changes)
        {
            foreach (var instance in changes.Deleted)
            {
                var cell = state.CellOf(instance);
                if (cell.Ledger.Fits(instance.Placement)) cell.Take(instance.Placement);
            }
        }
    }

    private sealed class ReleasesOnStop : Sabotage
    {
        private readonly HashSet<InstanceId> _released = [];

        public override void AfterDeciding(ClusterState state, ChangeSet changes)
        {
            foreach (var instance in changes.Upserts.Where(it => it.State is InstanceState.Stopped && _released.Add(it.Id)).ToList())
                state.CellOf(instance).Release(instance.Placement);
        }
    }

    private sealed class RebootsAgain : Sabotage
    {
        private readonly HashSet<(InstanceId, Generation)> _sent = [];

        public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
            [.. commands.Select(command => command is EnsureInstance ensure && !_sent.Add((ensure.Instance, ensure.Generation)) ? ensure with { Reboots = ensure.Reboots + 1 } : command)];
    }

    private sealed class LosesCreations : Sabotage
    {
        private int _created;

        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
            batch with { Created = [.. batch.Created.Where(_ => ++_created % 30 != 0)] };
    }

    private sealed class ForgetsQuota : Sabotage
    {
        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
            batch with { Use = [.. batch.Use.Where(use => use.Delta.Instances >= 0)] };
    }

    private sealed class BelievesStaleReports : Sabotage
    {
        public override HostReport OnReport(ClusterState state, HostReport report) =>
            state.Find(report.Instance) is { } instance ? report with { Generation = instance.Generation } : report;
    }

    private sealed class ForgetsRemovals : Sabotage
    {
        public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) => [.. commands.Where(command => command is not RemoveInstance)];
    }

    private sealed class StoresEventsTwice : Sabotage
    {
        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
            batch.Events.Count > 2 ? batch with { Events = [.. batch.Events, batch.Events[^1]] } : batch;
    }

    private sealed class LosesOperations : Sabotage
    {
        private int _batches;

        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
            ++_batches % 20 == 0 ? batch with { OperationsCreated = [] } : batch;
    }

    private sealed class StoresOtherPlacements : Sabotage
    {
        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Created = [.. batch.Created.Select(Elsewhere)] };

        private static InstanceRecord Elsewhere(InstanceRecord instance) => instance.Placement.Claims is [{ NumaNode: > 0 } claim]
            ? instance with { Placement = instance.Placement with { Claims = [claim with { NumaNode = 0 }] } }
            : instance;
    }

    private sealed class NeverRetries : Sabotage
    {
        private readonly HashSet<(InstanceId, Generation)> _sent = [];

        public override IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) =>
            [.. commands.Where(command => _sent.Add((command.Instance, command.Generation)))];
    }

    private sealed class ResetsGenerations : Sabotage
    {
        public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
            batch with { Updated = [.. batch.Updated.Select(it => it.State is InstanceState.Starting ? it with { Generation = new(1) } : it)] };
    }

    private sealed class RefusesSilently : Sabotage
    {
        public override Problem OnRefusal(Problem problem) => problem.Kind == ProblemKind.NoCapacity ? new(problem.Kind, problem.Detail) : problem;
    }
}
