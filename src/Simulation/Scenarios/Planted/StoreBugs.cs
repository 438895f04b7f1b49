using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;

namespace Cloud.Simulation.Scenarios.Planted;

internal sealed class AcceptsOldEpochs : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Epochs = current };
}

internal sealed class LosesCreations : Sabotage
{
    private int _created;

    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
        batch with { Created = [.. batch.Created.Where(_ => ++_created % 30 != 0)] };
}

internal sealed class ForgetsQuota : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
        batch with { Use = [.. batch.Use.Where(use => use.Delta.Instances >= 0)] };
}

internal sealed class StoresEventsTwice : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
        batch.Events.Count > 2 ? batch with { Events = [.. batch.Events, batch.Events[^1]] } : batch;
}

internal sealed class LosesOperations : Sabotage
{
    private int _batches;

    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
        ++_batches % 20 == 0 ? batch with { OperationsCreated = [] } : batch;
}

internal sealed class StoresOtherPlacements : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Created = [.. batch.Created.Select(Elsewhere)] };

    private static InstanceRecord Elsewhere(InstanceRecord instance) => instance.Placement.Claims is [{ NumaNode: > 0 } claim]
        ? instance with { Placement = instance.Placement with { Claims = [claim with { NumaNode = 0 }] } }
        : instance;
}

internal sealed class StoresHalf : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Created = [.. batch.Created.Select(Half)] };

    private static InstanceRecord Half(InstanceRecord instance) => instance.Placement.Claims is [{ Vcpus: > 1, Cores.Count: 0 } claim]
        ? instance with { Placement = instance.Placement with { Claims = [claim with { Vcpus = claim.Vcpus / 2 }] } }
        : instance;
}

internal sealed class ResetsGenerations : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) =>
        batch with { Updated = [.. batch.Updated.Select(it => it.State is InstanceState.Starting ? it with { Generation = new(1) } : it)] };
}

internal sealed class ForgetsCordons : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { Cordoned = [] };
}

internal sealed class LosesTokens : Sabotage
{
    private int _issued;

    public override IReadOnlyList<TenancyChange> OnTenancy(IReadOnlyList<TenancyChange> changes) =>
        [.. changes.Where(change => change is not TenancyChange.AddToken || ++_issued % 3 != 0)];
}

internal sealed class ForgetsPublishing : Sabotage
{
    private int _batches;

    public override bool Publishes(ChangeSet changes) => ++_batches % 10 != 0;
}

internal sealed class BelievesHostClocks : Sabotage
{
    public override CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch with { OperationsUpdated = [.. batch.OperationsUpdated.Select(Measured)] };

    private static OperationRecord Measured(OperationRecord operation)
    {
        if (operation is not { Kind: "instance.create", State: OperationState.Succeeded }) return operation;
        var at = operation.CreatedAt;
        var steps = new List<OperationStep>();
        foreach (var step in operation.Steps)
        {
            steps.Add(step with { StartedAt = at });
            at += TimeSpan.FromMilliseconds(step.DurationMs ?? 0);
        }

        return operation with { Steps = steps };
    }
}
