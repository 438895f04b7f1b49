using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// The seams of a <see cref="SimulatedCloud"/> through which a bug can be planted, to see whether the checkers find it. The default changes
/// nothing; the code of the product is never touched.
/// </summary>
public class Sabotage
{
    /// <summary>Nothing is planted.</summary>
    public static Sabotage None { get; } = new();

    /// <summary>Whether callers are answered before the batch is stored.</summary>
    public virtual bool AnswersBeforeCommit => false;

    /// <summary>Whether projects are deleted without a look at what is in them.</summary>
    public virtual bool DeletesFullProjects => false;

    /// <summary>The memory of the writer before a batch.</summary>
    public virtual void BeforeDeciding(ClusterState state)
    {
    }

    /// <summary>A creation as it was asked.</summary>
    public virtual CreateOrder OnCreate(CreateOrder order) => order;

    /// <summary>Whether an action is acknowledged and forgotten.</summary>
    public virtual bool Swallows(ActOnInstance order) => false;

    /// <summary>Whether the caller is told that an instance was not created which was.</summary>
    public virtual bool Denies(InstanceRecord created) => false;

    /// <summary>What the writer decided, in memory, before it is stored.</summary>
    public virtual void AfterDeciding(ClusterState state, ChangeSet changes, DateTimeOffset now)
    {
    }

    /// <summary>What is about to be stored; the epochs are those that the store holds now.</summary>
    public virtual CommitBatch OnCommit(CommitBatch batch, IReadOnlyList<CellEpoch> current) => batch;

    /// <summary>Whether readers are shown a batch.</summary>
    public virtual bool Publishes(ChangeSet changes) => true;

    /// <summary>What is about to be sent to hosts.</summary>
    public virtual IReadOnlyList<HostCommand> OnSend(IReadOnlyList<HostCommand> commands) => commands;

    /// <summary>What a host said, before the control plane looks at it.</summary>
    public virtual HostReport OnReport(ClusterState state, HostReport report) => report;

    /// <summary>What a caller is told instead of its request being done.</summary>
    public virtual Problem OnRefusal(Problem problem) => problem;

    /// <summary>What is about to be stored about tenants, projects and tokens.</summary>
    public virtual IReadOnlyList<TenancyChange> OnTenancy(IReadOnlyList<TenancyChange> changes) => changes;

    /// <summary>What the hosts believe of the overcommit of their pools.</summary>
    public virtual IReadOnlyDictionary<string, PoolPolicy> OnHosts(IReadOnlyDictionary<string, PoolPolicy> pools) => pools;
}
