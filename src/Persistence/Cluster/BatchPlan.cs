using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Persistence.Schema;

namespace Cloud.Persistence.Cluster;

/// <summary>
/// A batch in the form in which its order does not matter: an instance or operation occurs once per list with its last value, what the
/// batch deletes is neither created nor updated by it, and quota deltas are summed. Deletions come first, so that a name they free can
/// be taken in the same batch.
/// </summary>
internal sealed class BatchPlan
{
    public BatchPlan(CommitBatch batch)
    {
        Epochs = batch.Epochs;
        Events = batch.Events;
        Idempotency = batch.Idempotency;
        OperationsCreated = batch.OperationsCreated;
        OperationsUpdated = LastOfEach(batch.OperationsUpdated, operation => operation.Id);
        Use = QuotaUseTable.Sum(batch.Use);
        Uncordoned = batch.Uncordoned;
        Cordoned = batch.Cordoned;
        ReservationsEnded = batch.ReservationsEnded;
        Reserved = batch.Reserved;
        ReservationsChanged = batch.ReservationsChanged;
        PreemptionsEnded = batch.PreemptionsEnded;
        Preempting = batch.Preempting;
        ResourcesDeleted = batch.ResourcesDeleted;
        ResourcesCreated = batch.ResourcesCreated;
        ResourcesUpdated = batch.ResourcesUpdated;
        Created = batch.Created;
        Updated = LastOfEach(batch.Updated, instance => instance.Id);
        Deleted = batch.Deleted;
        if (batch.Deleted.Count == 0)
            return;

        var deleted = batch.Deleted.ToHashSet();
        var born = batch.Created.Select(instance => instance.Id).ToHashSet();
        Created = [.. batch.Created.Where(instance => !deleted.Contains(instance.Id))];
        Updated = [.. Updated.Where(instance => !deleted.Contains(instance.Id))];
        Deleted = [.. deleted.Where(id => !born.Contains(id))];
    }

    public IReadOnlyList<CellEpoch> Epochs { get; }

    public IReadOnlyList<InstanceRecord> Created { get; }

    public IReadOnlyList<InstanceRecord> Updated { get; }

    public IReadOnlyList<InstanceId> Deleted { get; }

    public IReadOnlyList<OperationRecord> OperationsCreated { get; }

    public IReadOnlyList<OperationRecord> OperationsUpdated { get; }

    public IReadOnlyList<EventRecord> Events { get; }

    public IReadOnlyList<UseDelta> Use { get; }

    public IReadOnlyList<IdempotencyRecord> Idempotency { get; }

    public IReadOnlyList<HostId> Uncordoned { get; }

    public IReadOnlyList<HostCordon> Cordoned { get; }

    public IReadOnlyList<ReservationId> ReservationsEnded { get; }

    public IReadOnlyList<ReservationRecord> Reserved { get; }

    public IReadOnlyList<ReservationRecord> ReservationsChanged { get; }

    public IReadOnlyList<InstanceId> PreemptionsEnded { get; }

    public IReadOnlyList<PreemptionRecord> Preempting { get; }

    public IReadOnlyList<ResourceId> ResourcesDeleted { get; }

    public IReadOnlyList<ResourceRecord> ResourcesCreated { get; }

    public IReadOnlyList<ResourceRecord> ResourcesUpdated { get; }

    /// <summary>A broken invariant: the writer believes in a row that the store does not have.</summary>
    public static InvalidOperationException Missing(string table, long expected, long found) =>
        new($"The batch changes {expected} rows of {table}, of which the store has {found}. Nothing was stored.");

    private static IReadOnlyList<T> LastOfEach<T, TKey>(IReadOnlyList<T> records, Func<T, TKey> key)
        where TKey : notnull
    {
        if (records.Count < 2)
            return records;

        var last = new Dictionary<TKey, T>(records.Count);
        foreach (var record in records)
            last[key(record)] = record;

        return last.Count == records.Count ? records : [.. last.Values];
    }
}
