using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Numa;

namespace Cloud.Simulation.Scenarios.Planted;

internal sealed class ForgetsRelease : Sabotage
{
    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var instance in changes.Deleted)
        {
            var cell = state.CellOf(instance);
            if (cell.Ledger.Fits(instance.Placement)) cell.Take(instance.Placement);
        }
    }
}

internal sealed class ForgetsTake : Sabotage
{
    private readonly HashSet<InstanceId> _seen = [];

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var instance in changes.Upserts.Where(it => it.Version == 1 && _seen.Add(it.Id) && _seen.Count % 3 == 0).ToList())
            state.CellOf(instance).Release(instance.Placement);
    }
}

internal sealed class ReleasesOnStop : Sabotage
{
    private readonly HashSet<InstanceId> _released = [];

    public override void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        foreach (var instance in changes.Upserts.Where(it => it.State is InstanceState.Stopped && _released.Add(it.Id)).ToList())
            state.CellOf(instance).Release(instance.Placement);
    }
}

internal sealed class AnswersEarly : Sabotage
{
    public override bool AnswersBeforeCommit => true;
}

internal sealed class DeniesWhatWasDone : Sabotage
{
    private int _created;

    public override bool Denies(InstanceRecord created) => ++_created % 20 == 0;
}

internal sealed class LosesDeletions : Sabotage
{
    private int _asked;

    public override bool Swallows(ActOnInstance order) => order.Action is InstanceAction.Delete && ++_asked % 5 == 0;
}

internal sealed class RefusesSilently : Sabotage
{
    public override Problem OnRefusal(Problem problem) => problem.Kind == ProblemKind.NoCapacity ? new(problem.Kind, problem.Detail) : problem;
}

internal sealed class DeletesAnyProject : Sabotage
{
    public override bool DeletesFullProjects => true;
}

internal sealed class IgnoresGroups : Sabotage
{
    public override CreateOrder OnCreate(CreateOrder order) => order.Request.Terms.Group is { } group
        ? order with { Request = order.Request with { Terms = order.Request.Terms with { Group = group with { Rules = [] } } } }
        : order;
}

internal sealed class IgnoresCordons : Sabotage
{
    public override void BeforeDeciding(ClusterState state)
    {
        foreach (var cordon in state.Cordons) state.CellOf(cordon.Host)!.Ledger.SetCordoned(cordon.Host, false);
    }
}

internal sealed class IgnoresOvercommit : Sabotage
{
    public override void BeforeDeciding(ClusterState state)
    {
        foreach (var cell in state.Cells)
        {
            foreach (var host in cell.Ledger.Hosts)
            {
                var pool = state.Region.Pools[host.Pool];
                for (var numa = 0; numa < host.NumaNodes.Count; numa++)
                    cell.Ledger.SetOvercommit(host.Id, numa, OvercommitRatio.Of(pool.CpuRatio), OvercommitRatio.Of(pool.MemoryRatio));
            }
        }
    }
}
