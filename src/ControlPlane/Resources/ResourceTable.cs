using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Resources;

/// <summary>
/// The resources of all projects in the writer's memory, decisions of the current batch included. Ordered by id, so by creation; nothing
/// depends on hash order.
/// </summary>
public sealed class ResourceTable
{
    private static readonly SortedDictionary<ResourceId, ResourceRecord> Nothing = [];
    private readonly Dictionary<ResourceId, ResourceRecord> _byId = [];
    private readonly Dictionary<(ProjectId, ResourceKind), SortedDictionary<ResourceId, ResourceRecord>> _byProject = [];
    private readonly Dictionary<(ProjectId, ResourceKind, string), ResourceId> _names = [];
    private readonly List<IResourceObserver> _observers = [];

    /// <summary>Every resource, in no order.</summary>
    public IReadOnlyCollection<ResourceRecord> All => _byId.Values;

    /// <summary>The resource, when it is of this type and belongs to the project.</summary>
    public T? Find<T>(ProjectId project, ResourceId id)
        where T : ResourceRecord => _byId.GetValueOrDefault(id) is T found && found.Project == project ? found : null;

    /// <summary>The project's resources of a kind, by creation.</summary>
    public IReadOnlyCollection<ResourceRecord> Of(ProjectId project, ResourceKind kind) => _byProject.GetValueOrDefault((project, kind), Nothing).Values;

    /// <summary>The project's resources of a kind, by creation, as what they are.</summary>
    public IEnumerable<T> Of<T>(ProjectId project, ResourceKind kind)
        where T : ResourceRecord => Of(project, kind).Cast<T>();

    /// <summary>The resource of that name, or null.</summary>
    public ResourceRecord? FindByName(ProjectId project, ResourceKind kind, string name) =>
        _names.TryGetValue((project, kind, name), out var id) ? _byId[id] : null;

    /// <summary>What the project still has, in words (<c>2 networks, 1 volumes</c>); null when nothing.</summary>
    public string? Left(ProjectId project)
    {
        var parts = ResourceKinds.All.Select(kind => (kind, Of(project, kind).Count)).Where(part => part.Count > 0).ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts.Select(part => $"{part.Count} {part.kind.Plural}"));
    }

    /// <summary>Tells an index of every resource there is and of every change from now on.</summary>
    internal void Observe(IResourceObserver observer)
    {
        foreach (var record in _byId.Values.OrderBy(record => record.Id)) observer.Added(record);
        _observers.Add(observer);
    }

    internal void Add(ResourceRecord record)
    {
        _names.Add((record.Project, record.Kind, record.Name), record.Id);
        _byId.Add(record.Id, record);
        if (!_byProject.TryGetValue((record.Project, record.Kind), out var kin)) _byProject.Add((record.Project, record.Kind), kin = []);
        kin.Add(record.Id, record);
        foreach (var observer in _observers) observer.Added(record);
    }

    internal void Replace(ResourceRecord record)
    {
        Remove(_byId[record.Id]);
        Add(record);
    }

    internal void Remove(ResourceRecord record)
    {
        var known = _byId[record.Id];
        foreach (var observer in _observers) observer.Removed(known);
        _byId.Remove(record.Id);
        _names.Remove((known.Project, known.Kind, known.Name));
        _byProject[(known.Project, known.Kind)].Remove(known.Id);
    }
}

/// <summary>An index that follows the resources: addresses in use, who is attached to what.</summary>
internal interface IResourceObserver
{
    void Added(ResourceRecord record);

    void Removed(ResourceRecord record);
}
