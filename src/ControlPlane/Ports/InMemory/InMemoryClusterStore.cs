using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Ports.InMemory;

/// <summary>
/// The cluster store without a disk, for simulation and tests. It keeps the contract, fencing and atomicity included, and can be told to
/// fail. What it holds survives a crash of the control plane that is only simulated.
/// </summary>
public sealed class InMemoryClusterStore : IClusterStore, IIdempotencyStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CellId, long> _epochs = [];
    private readonly SortedDictionary<InstanceId, InstanceRecord> _instances = [];
    private readonly SortedDictionary<OperationId, OperationRecord> _operations = [];
    private readonly List<EventRecord> _events = [];
    private readonly Dictionary<ProjectId, ResourceCount> _use = [];
    private readonly Dictionary<(UserId, string), IdempotencyRecord> _idempotency = [];
    private readonly SortedDictionary<string, HostCordon> _cordons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ReservationId, ReservationRecord> _reservations = [];
    private readonly SortedDictionary<InstanceId, PreemptionRecord> _preemptions = [];
    private readonly SortedDictionary<ResourceId, ResourceRecord> _resources = [];

    /// <summary>When set, the next commits throw it and store nothing.</summary>
    public Exception? FailWith { get; set; }

    /// <summary>When set, the next commits are stored and then throw it: the word of them is lost on the way back.</summary>
    public Exception? FailAfterwards { get; set; }

    /// <summary>The last batch that was committed, or null.</summary>
    public CommitBatch? LastBatch { get; private set; }

    /// <summary>Batches committed so far.</summary>
    public int Commits { get; private set; }

    /// <summary>What a writer would load now, without awaiting: for synchronous simulation.</summary>
    public ClusterImage Image()
    {
        lock (_gate)
        {
            return new ClusterImage(
                [.. _instances.Values],
                [.. _operations.Values.Where(operation => operation.State is OperationState.Running)],
                new Dictionary<ProjectId, ResourceCount>(_use),
                _events.Count == 0 ? 0 : _events[^1].Sequence)
            {
                Cordons = [.. _cordons.Values],
                Reservations = [.. _reservations.Values],
                Preemptions = [.. _preemptions.Values],
                Resources = [.. _resources.Values],
            };
        }
    }

    /// <summary>The numbers of the events after the first <paramref name="skip"/>, in the order in which they were stored.</summary>
    public IReadOnlyList<long> EventNumbers(int skip)
    {
        lock (_gate)
            return [.. _events.Skip(skip).Select(happened => happened.Sequence)];
    }

    /// <summary>Takes the cells over and returns their new epochs, without awaiting.</summary>
    public IReadOnlyList<CellEpoch> Acquire(IReadOnlyList<CellId> cells)
    {
        lock (_gate)
        {
            foreach (var cell in cells)
                _epochs[cell] = _epochs.GetValueOrDefault(cell) + 1;
            return [.. cells.Select(cell => new CellEpoch(cell, _epochs[cell]))];
        }
    }

    /// <summary>Commits a batch, without awaiting; throws like <see cref="CommitAsync"/>.</summary>
    public void Commit(CommitBatch batch)
    {
        lock (_gate)
        {
            if (FailWith is { } failure)
                throw failure;
            foreach (var held in batch.Epochs)
            {
                if (_epochs.GetValueOrDefault(held.Cell) != held.Epoch)
                    throw new FencedException(held.Cell);
            }

            foreach (var instance in batch.Created)
                _instances.Add(instance.Id, instance);
            foreach (var instance in batch.Updated)
                _instances[instance.Id] = instance;
            foreach (var id in batch.Deleted)
                _instances.Remove(id);
            foreach (var operation in batch.OperationsCreated.Concat(batch.OperationsUpdated))
                _operations[operation.Id] = operation;
            _events.AddRange(batch.Events);
            foreach (var (project, delta) in batch.Use)
                _use[project] = _use.GetValueOrDefault(project) + delta;
            foreach (var record in batch.Idempotency)
                _idempotency.Add((record.User, record.Key), record);
            foreach (var host in batch.Uncordoned)
                _cordons.Remove(host.Value);
            foreach (var cordon in batch.Cordoned)
                _cordons.Add(cordon.Host.Value, cordon);
            CommitClaims(batch);
            foreach (var id in batch.ResourcesDeleted)
                _resources.Remove(id);
            foreach (var resource in batch.ResourcesCreated)
                _resources.Add(resource.Id, resource);
            foreach (var resource in batch.ResourcesUpdated)
                _resources[resource.Id] = resource;
            Commits++;
            LastBatch = batch;
            if (FailAfterwards is { } lost)
                throw lost;
        }
    }

    private void CommitClaims(CommitBatch batch)
    {
        foreach (var id in batch.ReservationsEnded)
            _reservations.Remove(id);
        foreach (var reservation in batch.Reserved)
            _reservations.Add(reservation.Id, reservation);
        foreach (var reservation in batch.ReservationsChanged)
            _reservations[reservation.Id] = reservation;
        foreach (var id in batch.PreemptionsEnded)
            _preemptions.Remove(id);
        foreach (var preemption in batch.Preempting)
            _preemptions.Add(preemption.Instance, preemption);
    }

    public Task<IReadOnlyList<CellEpoch>> AcquireAsync(IReadOnlyList<CellId> cells, CancellationToken cancellation) => Task.FromResult(Acquire(cells));

    public Task<ClusterImage> LoadAsync(CancellationToken cancellation) => Task.FromResult(Image());

    public Task CommitAsync(CommitBatch batch, CancellationToken cancellation)
    {
        try
        {
            Commit(batch);
            return Task.CompletedTask;
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    public Task<OperationRecord?> FindOperationAsync(OperationId id, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_operations.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<OperationRecord>> ListOperationsAsync(
        ProjectId project, InstanceId? instance, OperationId? before, int limit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<OperationRecord>>([.. _operations.Values.Reverse()
                .Where(operation => operation.Project == project && (instance is null || operation.Instance == instance))
                .Where(operation => before is not { } bound || operation.Id.CompareTo(bound) < 0)
                .Take(limit)]);
        }
    }

    public Task<IReadOnlyList<EventRecord>> ReadEventsAsync(
        ProjectId project, InstanceId? instance, long after, int limit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<EventRecord>>(
                [.. Matching(project, instance).Where(happened => happened.Sequence > after).Take(limit)]);
        }
    }

    public Task<IReadOnlyList<EventRecord>> ReadRecentEventsAsync(
        ProjectId project, InstanceId? instance, long? before, int limit, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<EventRecord>>(
                [.. Matching(project, instance).Reverse().Where(happened => before is null || happened.Sequence < before).Take(limit)]);
        }
    }

    public Task<long> PurgeAsync(DateTimeOffset idempotencyBefore, DateTimeOffset historyBefore, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var keys = _idempotency.Where(entry => entry.Value.CreatedAt < idempotencyBefore).Select(entry => entry.Key).ToList();
            var ended = _operations.Values.Where(operation => operation.FinishedAt < historyBefore).Select(operation => operation.Id).ToList();
            keys.ForEach(key => _idempotency.Remove(key));
            ended.ForEach(id => _operations.Remove(id));
            var old = _events.RemoveAll(happened => happened.At < historyBefore);
            return Task.FromResult((long)keys.Count + ended.Count + old);
        }
    }

    public Task<IdempotencyRecord?> FindAsync(UserId user, string key, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult(_idempotency.GetValueOrDefault((user, key)));
    }

    private IEnumerable<EventRecord> Matching(ProjectId project, InstanceId? instance) =>
        _events.Where(happened => happened.Project == project && (instance is null || happened.Instance == instance));
}
