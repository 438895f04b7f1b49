using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// The seams of a <see cref="SimulatedCloud"/> through which a bug can be planted, to see whether the checkers find it. The default changes
/// nothing; the code of the product is never touched.
/// </summary>
public class Sabotage
{
    /// <summary>Nothing is planted.</summary>
    public static Sabotage None { get; } = new();

    /// <summary>What the writer decided, in memory, before it is stored.</summary>
    public virtual void AfterDeciding(ClusterState state, ChangeSet changes)
    {
    }

    /// <summary>What is about to be stored; the epochs are those that the store holds now.</summary>
    public virtual CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch;

    /// <summary>What is about to be sent to hosts.</summary>
    public virtual IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) => commands;

    /// <summary>What a host said, before the control plane looks at it.</summary>
    public virtual HostReport OnReport(ClusterState state, HostReport report) => report;

    /// <summary>What a caller is told instead of its request being done.</summary>
    public virtual Problem OnRefusal(Problem problem) => problem;
}
