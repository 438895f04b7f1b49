using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Resources;

/// <summary>Reads one resource of any kind.</summary>
[Requires(Permission.InstanceRead)]
public sealed record GetResource(ProjectId Project, ResourceKind Kind, ResourceId Id) : IRequest<Outcome<ResourceRecord>>, IProjectRequest;

/// <summary>Lists a project's resources of a kind by creation.</summary>
/// <param name="Name">Only whose name contains this text.</param>
/// <param name="Labels">Only with all of these labels; a null value asks for the key alone.</param>
[Requires(Permission.InstanceRead)]
public sealed record ListResources(
    ProjectId Project, ResourceKind Kind, string? Name, IReadOnlyList<KeyValuePair<string, string?>> Labels, ResourceId? After, int Limit)
    : IRequest<Outcome<Page<ResourceRecord>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>Replaces the labels of a resource.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record LabelResource(ProjectId Project, ResourceKind Kind, ResourceId Id, IReadOnlyDictionary<string, string> Labels, long? IfVersion)
    : IRequest<Outcome<ResourceRecord>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => LabelValidation.Check(Labels);
}

/// <summary>Deletes a resource that nothing uses.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record DeleteResource(ProjectId Project, ResourceKind Kind, ResourceId Id, long? IfVersion)
    : IRequest<Outcome<Done>>, IProjectRequest, IIdempotent
{
    public string Canonical => Canonicals.Of([Project, Kind, Id, IfVersion]);
}

public sealed class GetResourceHandler(ClusterView view) : IRequestHandler<GetResource, Outcome<ResourceRecord>>
{
    public ValueTask<Outcome<ResourceRecord>> Handle(GetResource request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<ResourceRecord>>(
            view.FindResource(request.Project, request.Id) is { } found && found.Kind == request.Kind ? found : Problem.NotFound(request.Kind.Noun, request.Id));
}

public sealed class ListResourcesHandler(ClusterView view) : IRequestHandler<ListResources, Outcome<Page<ResourceRecord>>>
{
    public ValueTask<Outcome<Page<ResourceRecord>>> Handle(ListResources request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<Page<ResourceRecord>>>(view.ListResources(request));
}

public sealed class LabelResourceHandler(ResourceWriter writer) : IRequestHandler<LabelResource, Outcome<ResourceRecord>>
{
    public async ValueTask<Outcome<ResourceRecord>> Handle(LabelResource request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<ResourceRecord>(
            new(request.Project, request.Kind, request.Id, request.IfVersion),
            (resource, _) => resource with { Labels = request.Labels }, "has new labels");
}

public sealed class DeleteResourceHandler(ResourceWriter writer) : IRequestHandler<DeleteResource, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(DeleteResource request, CancellationToken cancellationToken) =>
        await writer.DeleteAsync(new(request.Project, request.Kind, request.Id, request.IfVersion));
}
