using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// Collects what a batch of decisions changes: first applied to the <see cref="ClusterState"/>, then committed as one transaction, then
/// published and sent. Several changes of one instance in a batch become one row.
/// </summary>
public sealed class ChangeSet(ClusterState state)
{
    /// <summary>The last event of an instance.</summary>
    public const string DeletedType = "instance.deleted";

    private readonly Dictionary<InstanceId, InstanceRecord> _created = [];
    private readonly Dictionary<InstanceId, InstanceRecord> _updated = [];
    private readonly List<InstanceRecord> _deleted = [];
    private readonly Dictionary<OperationId, OperationRecord> _operationsCreated = [];
    private readonly Dictionary<OperationId, OperationRecord> _operationsUpdated = [];
    private readonly List<EventRecord> _events = [];
    private readonly Dictionary<ProjectId, ResourceCount> _use = [];
    private readonly List<IdempotencyRecord> _idempotency = [];
    private readonly SortedDictionary<string, HostCordon> _cordoned = new(StringComparer.Ordinal);
    private readonly List<HostId> _uncordoned = [];
    private readonly SortedDictionary<ReservationId, ReservationRecord> _reserved = [];
    private readonly SortedDictionary<ReservationId, ReservationRecord> _reservationsChanged = [];
    private readonly SortedDictionary<ReservationId, ReservationRecord> _reservationsEnded = [];
    private readonly SortedDictionary<InstanceId, PreemptionRecord> _preempting = [];
    private readonly List<InstanceId> _preemptionsEnded = [];
    private readonly Dictionary<ResourceId, ResourceRecord> _resourcesCreated = [];
    private readonly Dictionary<ResourceId, ResourceRecord> _resourcesUpdated = [];
    private readonly List<ResourceRecord> _resourcesDeleted = [];
    private readonly List<HostCommand> _commands = [];
    private readonly Dictionary<OperationId, OperationRecord> _progress = [];
    private bool _mustHoldCells;

    /// <summary>Whether anything must be made durable before it may be told to anyone.</summary>
    public bool HasDurableChanges => _events.Count > 0 || _created.Count > 0 || _updated.Count > 0 || _deleted.Count > 0
        || _operationsCreated.Count > 0 || _operationsUpdated.Count > 0 || _idempotency.Count > 0
        || _cordoned.Count > 0 || _uncordoned.Count > 0 || _reserved.Count > 0 || _reservationsChanged.Count > 0 || _reservationsEnded.Count > 0
        || _preempting.Count > 0 || _preemptionsEnded.Count > 0
        || _resourcesCreated.Count > 0 || _resourcesUpdated.Count > 0 || _resourcesDeleted.Count > 0 || _mustHoldCells;

    public IReadOnlyList<EventRecord> Events => _events;

    /// <summary>Commands to send once the batch is durable.</summary>
    public IReadOnlyList<HostCommand> Commands => _commands;

    /// <summary>Records as they stand after the batch, for the read model.</summary>
    public IEnumerable<InstanceRecord> Upserts => _created.Values.Concat(_updated.Values);

    public IReadOnlyList<InstanceRecord> Deleted => _deleted;

    /// <summary>Reservations as they stand after the batch, for the read model.</summary>
    public IEnumerable<ReservationRecord> Reservations => _reserved.Values.Concat(_reservationsChanged.Values);

    public IEnumerable<ReservationRecord> ReservationsEnded => _reservationsEnded.Values;

    /// <summary>Preemptions decided in this batch.</summary>
    public IEnumerable<PreemptionRecord> Preempting => _preempting.Values;

    /// <summary>Resources as they stand after the batch, for the read model.</summary>
    public IEnumerable<ResourceRecord> ResourceUpserts => _resourcesCreated.Values.Concat(_resourcesUpdated.Values);

    public IReadOnlyList<ResourceRecord> ResourcesDeleted => _resourcesDeleted;

    public IEnumerable<OperationRecord> Operations => _operationsCreated.Values.Concat(_operationsUpdated.Values);

    /// <summary>Progress of operations that is told but not stored: losing it loses nothing.</summary>
    public IEnumerable<OperationRecord> Progress => _progress.Values;

    /// <summary>Projects whose quota use changed.</summary>
    public IEnumerable<ProjectId> UseChanged => _use.Keys;

    public void Create(InstanceRecord instance)
    {
        state.Add(instance);
        _created.Add(instance.Id, instance);
        AddUse(instance.Project, ResourceCount.Of(instance.Shape));
    }

    /// <summary>Creates an instance on a free place of a reservation.</summary>
    public void Claim(InstanceRecord instance, ReservationRecord reservation, HostPlacement place)
    {
        var without = reservation.Without(place);
        state.Claim(instance, without);
        _created.Add(instance.Id, instance);
        Note(without);
    }

    public void Reserve(ReservationRecord reservation)
    {
        state.Add(reservation);
        _reserved.Add(reservation.Id, reservation);
        AddUse(reservation.Project, ResourceCount.Of(reservation.Shape) * reservation.Free.Count);
    }

    public void End(ReservationRecord reservation)
    {
        state.Remove(reservation);
        AddUse(reservation.Project, ResourceCount.Of(reservation.Shape) * -reservation.Free.Count);
        _reservationsChanged.Remove(reservation.Id);
        if (!_reserved.Remove(reservation.Id)) _reservationsEnded.Add(reservation.Id, reservation);
    }

    /// <summary>An instance of this batch waits for the room of others.</summary>
    public void Preempt(PreemptionRecord preemption)
    {
        state.Add(preemption);
        _preempting.Add(preemption.Instance, preemption);
    }

    public void EndPreemption(PreemptionRecord preemption)
    {
        state.Remove(preemption);
        if (!_preempting.Remove(preemption.Instance)) _preemptionsEnded.Add(preemption.Instance);
    }

    /// <summary>Gives a waiting instance its place.</summary>
    public void Place(InstanceRecord waiting, InstanceRecord placed)
    {
        state.Place(waiting, placed);
        Put(placed);
    }

    private void Note(ReservationRecord reservation)
    {
        if (_reserved.ContainsKey(reservation.Id)) _reserved[reservation.Id] = reservation;
        else _reservationsChanged[reservation.Id] = reservation;
    }

    public void Update(InstanceRecord instance)
    {
        state.Replace(instance);
        Put(instance);
    }

    private void Put(InstanceRecord instance)
    {
        if (!_created.ContainsKey(instance.Id))
            _updated[instance.Id] = instance;
        else
            _created[instance.Id] = instance;
    }

    /// <summary>The instance is gone: its room is free, or its reservation's again as long as that lives.</summary>
    public void Delete(InstanceRecord instance)
    {
        if (state.ReservationOf(instance)?.With(instance.Placement) is { } reservation)
        {
            state.Return(instance, reservation);
            Note(reservation);
        }
        else
        {
            state.Remove(instance);
            AddUse(instance.Project, default(ResourceCount) - ResourceCount.Of(instance.Shape));
        }

        _updated.Remove(instance.Id);
        if (!_created.Remove(instance.Id))
            _deleted.Add(instance);
    }

    public void Open(OperationRecord operation)
    {
        state.Put(operation);
        _operationsCreated.Add(operation.Id, operation);
    }

    public void Update(OperationRecord operation)
    {
        state.Put(operation);
        _progress.Remove(operation.Id);
        if (_operationsCreated.ContainsKey(operation.Id))
            _operationsCreated[operation.Id] = operation;
        else
            _operationsUpdated[operation.Id] = operation;
    }

    /// <summary>Notes progress without storing it.</summary>
    public void Report(OperationRecord operation)
    {
        state.Put(operation);
        _progress[operation.Id] = operation;
    }

    public void Emit(string type, InstanceRecord instance, OperationId? operation, UserId actor, DateTimeOffset now, string message) =>
        _events.Add(new EventRecord(
            state.NextEventSequence(), instance.Project, type, EventSubject.Of(instance),
            string.Equals(type, DeletedType, StringComparison.Ordinal) ? "deleted" : instance.State.Name(),
            instance.Version, operation, instance.Placement.Host, actor, now, message));

    public void Cordon(HostCordon cordon)
    {
        state.Add(cordon);
        _cordoned.Add(cordon.Host.Value, cordon);
    }

    public void Uncordon(HostCordon cordon)
    {
        state.Remove(cordon);
        if (!_cordoned.Remove(cordon.Host.Value)) _uncordoned.Add(cordon.Host);
    }

    public void Remember(IdempotencyRecord record) => _idempotency.Add(record);

    /// <summary>Notes what happened to a resource; <paramref name="what"/> is <c>created</c>, <c>updated</c> or <c>deleted</c>.</summary>
    public void Emit(string what, ResourceRecord resource, UserId actor, DateTimeOffset now, string message) =>
        _events.Add(new EventRecord(
            state.NextEventSequence(), resource.Project, $"{resource.Kind.Name}.{what}", EventSubject.Of(resource),
            what, resource.Version, Operation: null, Host: null, actor, now, message));

    /// <summary>Notes what happened to a reservation; <paramref name="what"/> is <c>created</c>, <c>deleted</c> or <c>expired</c>.</summary>
    public void Emit(string what, ReservationRecord reservation, UserId actor, DateTimeOffset now, string message) =>
        _events.Add(new EventRecord(
            state.NextEventSequence(), reservation.Project, $"reservation.{what}", EventSubject.Of(reservation),
            what, reservation.Version, Operation: null, Host: null, actor, now, message));

    public void Create(ResourceRecord resource)
    {
        state.Resources.Add(resource);
        _resourcesCreated.Add(resource.Id, resource);
    }

    public void Update(ResourceRecord resource)
    {
        state.Resources.Replace(resource);
        (_resourcesCreated.ContainsKey(resource.Id) ? _resourcesCreated : _resourcesUpdated)[resource.Id] = resource;
    }

    public void Delete(ResourceRecord resource)
    {
        state.Resources.Remove(resource);
        _resourcesUpdated.Remove(resource.Id);
        if (!_resourcesCreated.Remove(resource.Id)) _resourcesDeleted.Add(resource);
    }

    /// <summary>Sends what makes <paramref name="instance"/> true on its hosts, and starts waiting for the answer.</summary>
    public void Send(InstanceRecord instance, DateTimeOffset now)
    {
        _commands.AddRange(HostCommands.All(instance));
        state.Waiting[instance.Id] = now;
    }

    public void Send(HostCommand command) => _commands.Add(command);

    /// <summary>
    /// Sends what lets a host run guests. Only the writer that holds the cells may: so the batch is committed, which checks the epochs, even when
    /// it stores nothing.
    /// </summary>
    public void SendLease(RenewLease lease)
    {
        _mustHoldCells |= lease.EchoNs is not null;
        _commands.Add(lease);
    }

    public CommitBatch ToBatch(IReadOnlyList<CellEpoch> epochs) => new(
        epochs, [.. _created.Values], [.. _updated.Values], [.. _deleted.Select(instance => instance.Id)],
        [.. _operationsCreated.Values], [.. _operationsUpdated.Values], _events,
        [.. _use.Where(entry => entry.Value != default).Select(entry => new UseDelta(entry.Key, entry.Value))], _idempotency)
    {
        Uncordoned = _uncordoned,
        Cordoned = [.. _cordoned.Values],
        Reserved = [.. _reserved.Values],
        ReservationsChanged = [.. _reservationsChanged.Values],
        ReservationsEnded = [.. _reservationsEnded.Keys],
        Preempting = [.. _preempting.Values],
        PreemptionsEnded = _preemptionsEnded,
        ResourcesCreated = [.. _resourcesCreated.Values],
        ResourcesUpdated = [.. _resourcesUpdated.Values],
        ResourcesDeleted = [.. _resourcesDeleted.Select(resource => resource.Id)],
    };

    private void AddUse(ProjectId project, ResourceCount delta) => _use[project] = _use.GetValueOrDefault(project) + delta;
}
