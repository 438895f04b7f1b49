using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Ports;

/// <summary>The fence of one cell: only the writer that holds the highest epoch may commit.</summary>
public readonly record struct CellEpoch(CellId Cell, long Epoch);

/// <summary>Everything the writer needs to rebuild its memory from the store.</summary>
/// <param name="Instances">Every instance that is not deleted.</param>
/// <param name="OpenOperations">Every operation still running.</param>
/// <param name="Use">Quota use by project, as committed.</param>
/// <param name="LastEventSequence">0 when there are no events.</param>
public sealed record ClusterImage(
    IReadOnlyList<InstanceRecord> Instances,
    IReadOnlyList<OperationRecord> OpenOperations,
    IReadOnlyDictionary<ProjectId, ResourceCount> Use,
    long LastEventSequence)
{
    /// <summary>Every host that is cordoned.</summary>
    public IReadOnlyList<HostCordon> Cordons { get; init; } = [];

    /// <summary>Whose each project is.</summary>
    public IReadOnlyDictionary<ProjectId, TenantId> Tenants { get; init; } = new Dictionary<ProjectId, TenantId>();

    /// <summary>Every reservation, with its free places.</summary>
    public IReadOnlyList<ReservationRecord> Reservations { get; init; } = [];

    /// <summary>Every instance that waits for the room of others.</summary>
    public IReadOnlyList<PreemptionRecord> Preemptions { get; init; } = [];

    /// <summary>Every resource that is not deleted, by id.</summary>
    public IReadOnlyList<ResourceRecord> Resources { get; init; } = [];
}

/// <summary>A change of quota use. The store applies it as a delta, so that it holds whoever writes.</summary>
public readonly record struct UseDelta(ProjectId Project, ResourceCount Delta);

/// <summary>One batch of decisions: all of it becomes durable in one transaction, or none.</summary>
public sealed record CommitBatch(
    IReadOnlyList<CellEpoch> Epochs,
    IReadOnlyList<InstanceRecord> Created,
    IReadOnlyList<InstanceRecord> Updated,
    IReadOnlyList<InstanceId> Deleted,
    IReadOnlyList<OperationRecord> OperationsCreated,
    IReadOnlyList<OperationRecord> OperationsUpdated,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<UseDelta> Use,
    IReadOnlyList<IdempotencyRecord> Idempotency)
{
    /// <summary>Hosts to open again. Before <see cref="Cordoned"/>, so that a cordon can be replaced in one batch.</summary>
    public IReadOnlyList<HostId> Uncordoned { get; init; } = [];

    /// <summary>Hosts to cordon; none of them is cordoned in the store, unless it is opened by the same batch.</summary>
    public IReadOnlyList<HostCordon> Cordoned { get; init; } = [];

    public IReadOnlyList<ReservationRecord> Reserved { get; init; } = [];

    public IReadOnlyList<ReservationRecord> ReservationsChanged { get; init; } = [];

    /// <summary>Reservations to delete. First of the three, so that a name they free can be taken in the same batch.</summary>
    public IReadOnlyList<ReservationId> ReservationsEnded { get; init; } = [];

    /// <summary>Instances that wait for room from now on.</summary>
    public IReadOnlyList<PreemptionRecord> Preempting { get; init; } = [];

    /// <summary>Instances that no longer wait.</summary>
    public IReadOnlyList<InstanceId> PreemptionsEnded { get; init; } = [];

    /// <summary>Resources to delete. Before the others, so that a name is free again in the same batch.</summary>
    public IReadOnlyList<ResourceId> ResourcesDeleted { get; init; } = [];

    /// <summary>New resources; none of them is in the store.</summary>
    public IReadOnlyList<ResourceRecord> ResourcesCreated { get; init; } = [];

    /// <summary>Changed resources; each is in the store.</summary>
    public IReadOnlyList<ResourceRecord> ResourcesUpdated { get; init; } = [];
}

/// <summary>Another writer has taken the cell over: this one must stop.</summary>
public sealed class FencedException(CellId cell) : Exception($"Cell '{cell}' is owned by a newer writer.")
{
    public CellId Cell { get; } = cell;
}

/// <summary>The durable state of the cells. One suite of contract tests runs on every implementation.</summary>
public interface IClusterStore
{
    /// <summary>Raises the epoch of each cell (creating it at 1) and returns the new epochs; earlier holders are fenced from then on.</summary>
    Task<IReadOnlyList<CellEpoch>> AcquireAsync(IReadOnlyList<CellId> cells, CancellationToken cancellation);

    /// <summary>Reads everything the writer needs.</summary>
    Task<ClusterImage> LoadAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes a batch durable: when the task completes, it is on disk. Throws <see cref="FencedException"/> when an epoch is no longer the
    /// highest, and whatever the database throws when it cannot commit; in both cases nothing of the batch is stored.
    /// </summary>
    Task CommitAsync(CommitBatch batch, CancellationToken cancellation);

    /// <summary>Finds an operation, open or finished; null when there is none.</summary>
    Task<OperationRecord?> FindOperationAsync(OperationId id, CancellationToken cancellation);

    /// <summary>A project's operations, newest first, older than <paramref name="before"/> (exclusive) when given.</summary>
    Task<IReadOnlyList<OperationRecord>> ListOperationsAsync(
        ProjectId project, InstanceId? instance, OperationId? before, int limit, CancellationToken cancellation);

    /// <summary>A project's events with a sequence above <paramref name="after"/>, ascending.</summary>
    Task<IReadOnlyList<EventRecord>> ReadEventsAsync(ProjectId project, InstanceId? instance, long after, int limit, CancellationToken cancellation);

    /// <summary>A project's events with a sequence below <paramref name="before"/>, newest first.</summary>
    Task<IReadOnlyList<EventRecord>> ReadRecentEventsAsync(
        ProjectId project, InstanceId? instance, long? before, int limit, CancellationToken cancellation);

    /// <summary>Deletes idempotency records, finished operations and events that are older than the given time; returns how many rows went.</summary>
    Task<long> PurgeAsync(DateTimeOffset idempotencyBefore, DateTimeOffset historyBefore, CancellationToken cancellation);
}
