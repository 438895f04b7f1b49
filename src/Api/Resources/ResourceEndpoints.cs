using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Resources;

/// <summary>What all kinds of resources do the same way: list, read, label, delete. A kind adds how it is created and changed.</summary>
internal static class ResourceEndpoints
{
    private static readonly Dictionary<string, string> NoLabels = new(StringComparer.Ordinal);

    /// <summary>Maps the common endpoints under the project and returns the group for the others.</summary>
    /// <param name="name">Prefix of the operation ids: <c>key_pair</c>.</param>
    public static RouteGroupBuilder MapResource<TRecord, TView>(
        this IEndpointRouteBuilder api, ResourceKind kind, string name, string tag, Func<TRecord, TView> view)
        where TRecord : ResourceRecord
        where TView : ResourceView
    {
        var (group, article) = (api.MapGroup($"/projects/{{project}}/{kind.Plural}").WithTags(tag), "aeiou".Contains(kind.Noun[0], StringComparison.Ordinal) ? "an" : "a");
        var many = kind.Plural.Replace('-', ' ');
        group.MapGet("", (HttpContext http, ISender sender, CancellationToken cancellation) => ListAsync(kind, view, http, sender, cancellation))
            .ForUseCase<ListResources>($"{name}_list", $"List {many}", $"The project's {many} in order of creation.")
            .Takes(QueryParameters.NamePart, QueryParameters.Label, QueryParameters.Limit, QueryParameters.Cursor);
        group.MapGet("/{resource}", (HttpContext http, ISender sender, CancellationToken cancellation) => GetAsync(kind, view, http, sender, cancellation))
            .ForUseCase<GetResource>($"{name}_get", $"Read {article} {kind.Noun}", "The ETag is its version.");
        group.MapPatch("/{resource}", (HttpContext http, Body<ReplaceLabelsBody> body, ISender sender, CancellationToken cancellation) =>
                LabelAsync(kind, view, http, body.Value, sender, cancellation))
            .ForUseCase<LabelResource>($"{name}_label", $"Replace the labels of {article} {kind.Noun}", "The given labels replace all it has.");
        group.MapDelete("/{resource}", (HttpContext http, ISender sender, CancellationToken cancellation) => DeleteAsync(kind, http, sender, cancellation))
            .ForUseCase<DeleteResource>($"{name}_delete", $"Delete {article} {kind.Noun}", "Refused while something uses it; the refusal says what.")
            .MayRefuse(ProblemKind.InUse);
        return group;
    }

    public static ResourceId Resource(this HttpContext http, ResourceKind kind)
    {
        var text = http.Text("resource");
        return Guid.TryParse(text, out var id) ? new(id) : throw new RefusedException(Problem.NotFound(kind.Noun, text.Length <= 80 ? text : text[..80] + "..."));
    }

    /// <summary>201 with ETag and Location.</summary>
    public static Results<Created<TView>, ProblemResult> CreatedAt<TRecord, TView>(this HttpContext http, Outcome<TRecord> outcome, Func<TRecord, TView> view)
        where TRecord : ResourceRecord
    {
        if (!outcome.TryGet(out var made, out var problem)) return new ProblemResult(problem);
        http.Response.SetETag(made.Version);
        return TypedResults.Created($"{ApiRoutes.Prefix}/projects/{made.Project.Value:D}/{made.Kind.Plural}/{made.Id.Value:D}", view(made));
    }

    /// <summary>200 with ETag.</summary>
    public static Results<Ok<TView>, ProblemResult> Tagged<TRecord, TView>(this HttpContext http, Outcome<TRecord> outcome, Func<TRecord, TView> view)
        where TRecord : ResourceRecord
    {
        if (!outcome.TryGet(out var found, out var problem)) return new ProblemResult(problem);
        http.Response.SetETag(found.Version);
        return TypedResults.Ok(view(found));
    }

    public static IReadOnlyDictionary<string, string> OrNone(this Dictionary<string, string>? labels) => labels ?? NoLabels;

    public static Dictionary<string, string> ToLabels(this IReadOnlyDictionary<string, string> labels) => new(labels, StringComparer.Ordinal);

    private static async Task<Results<Ok<PageView<TView>>, ProblemResult>> ListAsync<TRecord, TView>(
        ResourceKind kind, Func<TRecord, TView> view, HttpContext http, ISender sender, CancellationToken cancellation)
        where TRecord : ResourceRecord
    {
        var query = new QueryReader(http.Request);
        var request = new ListResources(
            http.Project(), kind, query.Text(QueryParameters.NamePart), LabelFilter.Read(query),
            query.Cursor<Guid>(Guid.TryParse) is { } after ? new ResourceId(after) : null, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(record => view((TRecord)record)));
    }

    private static async Task<Results<Ok<TView>, ProblemResult>> GetAsync<TRecord, TView>(
        ResourceKind kind, Func<TRecord, TView> view, HttpContext http, ISender sender, CancellationToken cancellation)
        where TRecord : ResourceRecord =>
        http.Tagged(await sender.Send(new GetResource(http.Project(), kind, http.Resource(kind)), cancellation), record => view((TRecord)record));

    private static async Task<Results<Ok<TView>, ProblemResult>> LabelAsync<TRecord, TView>(
        ResourceKind kind, Func<TRecord, TView> view, HttpContext http, ReplaceLabelsBody body, ISender sender, CancellationToken cancellation)
        where TRecord : ResourceRecord
    {
        var request = new LabelResource(http.Project(), kind, http.Resource(kind), body.Labels, http.Request.IfVersion());
        return http.Tagged(await sender.Send(request, cancellation), record => view((TRecord)record));
    }

    private static async Task<Results<NoContent, ProblemResult>> DeleteAsync(
        ResourceKind kind, HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new DeleteResource(http.Project(), kind, http.Resource(kind), http.Request.IfVersion()), cancellation)).NoContent();
}
