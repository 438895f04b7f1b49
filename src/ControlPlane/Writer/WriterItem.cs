using System.Diagnostics;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Problems;

namespace Cloud.ControlPlane.Writer;

/// <summary>One thing the writer does between two commits.</summary>
internal abstract class WriterItem
{
    /// <summary>The span of who asked, or nothing.</summary>
    public ActivityContext Asked { get; } = Activity.Current?.Context ?? default;

    /// <summary>Decides on the state as it stands after the items before it in the batch.</summary>
    public abstract void Decide(ClusterState state, ChangeSet changes, DateTimeOffset now);

    /// <summary>The batch is durable and published.</summary>
    public abstract void Complete();

    /// <summary>The batch could not be made durable; nothing of it happened.</summary>
    public abstract void Fail(Problem problem);
}

/// <summary>A decision somebody waits for.</summary>
internal sealed class DecisionItem<T>(Func<ClusterState, ChangeSet, DateTimeOffset, Outcome<T>> decide) : WriterItem
{
    private readonly TaskCompletionSource<Outcome<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T>? _outcome;

    public Task<Outcome<T>> Task => _completion.Task;

    public override void Decide(ClusterState state, ChangeSet changes, DateTimeOffset now) => _outcome = decide(state, changes, now);

    public override void Complete() => _completion.TrySetResult(_outcome!);

    public override void Fail(Problem problem) => _completion.TrySetResult(problem);
}

/// <summary>Something a host said.</summary>
internal sealed class ReportItem(HostReport report) : WriterItem
{
    public override void Decide(ClusterState state, ChangeSet changes, DateTimeOffset now) =>
        Core.Reconcilers.ReportReconciler.Observe(state, changes, report, now);

    public override void Complete()
    {
    }

    public override void Fail(Problem problem)
    {
        // The host repeats itself when it is asked again by the reconciler.
    }
}

/// <summary>What a host says that its guests used.</summary>
internal sealed class UsageItem(HostUsage usage) : WriterItem
{
    public override void Decide(ClusterState state, ChangeSet changes, DateTimeOffset now) => state.ObserveUsage(usage);

    public override void Complete()
    {
    }

    public override void Fail(Problem problem)
    {
        // One sample is missing; the next interval brings another.
    }
}

/// <summary>The reconciler's turn.</summary>
internal sealed class ReconcileItem : WriterItem
{
    public override void Decide(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
        Core.Reconcilers.HostReconciler.Plan(state, changes, now);
        Core.Reconcilers.InstanceReconciler.Plan(state, changes, now);
    }

    public override void Complete()
    {
    }

    public override void Fail(Problem problem)
    {
        // It takes no hints, so the next round finds the same work.
    }
}
