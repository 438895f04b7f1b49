using System.Collections.Concurrent;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Writer;

/// <summary>
/// What is committed, for any number of readers. The writer publishes a batch here after it is durable and before it answers, so a caller
/// always reads its own writes and never reads what could still be lost.
/// </summary>
public sealed class ClusterView
{
    /// <summary>Finished operations kept in memory for clients that poll; older ones are read from the store.</summary>
    public const int FinishedOperationsKept = 20_000;

    private volatile Contents _current = new();

    public InstanceRecord? Find(ProjectId project, InstanceId id) =>
        _current.Instances.TryGetValue(id, out var instance) && instance.Project == project ? instance : null;

    /// <summary>An instance of whatever project, for those who run the region.</summary>
    public InstanceRecord? Find(InstanceId id) => _current.Instances.GetValueOrDefault(id);

    public Page<InstanceRecord> List(ListInstances query) =>
        _current.ByProject.TryGetValue(query.Project, out var project) ? project.List(query.After?.Value, query.Limit, query.Matches) : new([], Next: null);

    public ResourceRecord? FindResource(ProjectId project, ResourceId id) =>
        _current.Resources.TryGetValue(id, out var resource) && resource.Project == project ? resource : null;

    public Page<ResourceRecord> ListResources(ListResources query) =>
        _current.ResourcesByProject.TryGetValue((query.Project, query.Kind), out var kin)
            ? kin.List(query.After?.Value, query.Limit, query.Matches)
            : new([], Next: null);

    /// <summary>Room that is kept.</summary>
    public ReservationView Reservations { get; } = new();

    public ResourceCount UseOf(ProjectId project) => _current.Use.GetValueOrDefault(project);

    /// <summary>An open or recently finished operation, or null: then ask the store.</summary>
    public OperationRecord? FindOperation(OperationId id) => _current.Operations.GetValueOrDefault(id);

    /// <summary>Replaces everything at once; called by the writer alone.</summary>
    public void Load(ClusterState state)
    {
        var next = new Contents();
        foreach (var instance in state.Instances.Values.OrderBy(instance => instance.Id))
            next.Put(instance);
        Reservations.Load(state);
        foreach (var project in next.ByProject.Keys.Concat(state.Reservations.All.Select(reservation => reservation.Project)))
            next.Use[project] = state.UseOf(project);
        foreach (var resource in state.Resources.All.OrderBy(resource => resource.Id))
            next.Put(resource);
        foreach (var operation in state.OpenOperations.Values)
            next.Operations[operation.Id] = operation;
        _current = next;
    }

    /// <summary>Makes a committed batch visible; called by the writer alone.</summary>
    public void Publish(ChangeSet changes, ClusterState state)
    {
        var contents = _current;
        foreach (var instance in changes.Upserts)
            contents.Put(instance);
        foreach (var instance in changes.Deleted)
            contents.Remove(instance);
        Reservations.Publish(changes);
        foreach (var resource in changes.ResourceUpserts)
            contents.Put(resource);
        foreach (var resource in changes.ResourcesDeleted)
            contents.Remove(resource);
        foreach (var project in changes.UseChanged)
            contents.Use[project] = state.UseOf(project);
        foreach (var operation in changes.Operations)
            contents.Put(operation);
        foreach (var operation in changes.Progress)
            contents.Operations[operation.Id] = operation;
    }

    private sealed class Contents
    {
        private readonly Queue<OperationId> _finished = new();

        public ConcurrentDictionary<InstanceId, InstanceRecord> Instances { get; } = new();

        public ConcurrentDictionary<ProjectId, OrderedRecords<InstanceRecord>> ByProject { get; } = new();

        public ConcurrentDictionary<ResourceId, ResourceRecord> Resources { get; } = new();

        public ConcurrentDictionary<(ProjectId, ResourceKind), OrderedRecords<ResourceRecord>> ResourcesByProject { get; } = new();

        public ConcurrentDictionary<ProjectId, ResourceCount> Use { get; } = new();

        public ConcurrentDictionary<OperationId, OperationRecord> Operations { get; } = new();

        public void Put(InstanceRecord instance)
        {
            Instances[instance.Id] = instance;
            ByProject.GetOrAdd(instance.Project, static _ => new(static record => record.Id.Value)).Put(instance);
        }

        public void Remove(InstanceRecord instance)
        {
            Instances.TryRemove(instance.Id, out _);
            if (ByProject.TryGetValue(instance.Project, out var project))
                project.Remove(instance.Id.Value);
        }

        public void Put(ResourceRecord resource)
        {
            Resources[resource.Id] = resource;
            ResourcesByProject.GetOrAdd((resource.Project, resource.Kind), static _ => new(static record => record.Id.Value)).Put(resource);
        }

        public void Remove(ResourceRecord resource)
        {
            Resources.TryRemove(resource.Id, out _);
            if (ResourcesByProject.TryGetValue((resource.Project, resource.Kind), out var kin))
                kin.Remove(resource.Id.Value);
        }

        public void Put(OperationRecord operation)
        {
            Operations[operation.Id] = operation;
            if (operation.State is OperationState.Running)
                return;

            _finished.Enqueue(operation.Id);
            if (_finished.Count > FinishedOperationsKept)
                Operations.TryRemove(_finished.Dequeue(), out _);
        }
    }
}
