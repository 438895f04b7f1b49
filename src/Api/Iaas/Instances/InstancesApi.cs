using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Catalogue;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Instances;

/// <summary>Virtual machines, microVMs and containers.</summary>
internal static class InstancesApi
{
    private static readonly Dictionary<string, string> NoLabels = new(StringComparer.Ordinal);

    public static void MapInstances(this IEndpointRouteBuilder api)
    {
        var instances = api.MapGroup("/projects/{project}/instances").WithTags("Instances");
        instances.MapPost("", Create)
            .ForUseCase<CreateInstance>("instance_create", "Create an instance", "Places the instance on a host and boots it; with a priority, spot instances of lower priority are ended when there is no other room. The answer shows it in state `creating`; follow `Operation-Location` or the project's events until it runs.")
            .MayRefuse(ProblemKind.QuotaExceeded, ProblemKind.NameTaken, ProblemKind.ReservationMismatch, ProblemKind.ReservationFull, ProblemKind.NoCapacity);
        api.MapPost("/projects/{project}/instances:createAll", CreateAll).WithTags("Instances")
            .ForUseCase<CreateInstances>("instance_create_all", "Create several instances, all or none", "Places so many equal instances together, by the rules of their group, or none of them: then the refusal says exactly which would have fitted, and where. They are named NAME-1, NAME-2 …; nobody is preempted for them.")
            .MayRefuse(ProblemKind.QuotaExceeded, ProblemKind.NameTaken, ProblemKind.ReservationMismatch, ProblemKind.ReservationFull, ProblemKind.NoCapacity);
        instances.MapGet("", List)
            .ForUseCase<ListInstances>("instance_list", "List instances", "The project's instances in order of creation. Filters combine with and.")
            .Takes(QueryParameters.State, QueryParameters.Kind, QueryParameters.NamePart, QueryParameters.Label, QueryParameters.Limit, QueryParameters.Cursor);
        instances.MapGet("/{instance}", Get)
            .ForUseCase<GetInstance>("instance_get", "Read an instance", "One instance with its state, the actions it allows now and where it is placed. The ETag is its version.");
        instances.MapPatch("/{instance}", Label)
            .ForUseCase<LabelInstance>("instance_label", "Replace an instance's labels", "The given labels replace all labels the instance has.");
        instances.MapPut("/{instance}/workload", SetWorkload)
            .ForUseCase<SetInstanceWorkload>("instance_workload_set", "Change what an instance's guest does", "A running guest takes it up at once; any other when it runs next. During a live migration it holds from the switch-over on; between the switch-over and the arrival of its memory it is refused.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        instances.MapDelete("/{instance}", Delete)
            .ForUseCase<ActOnInstance>("instance_delete", "Delete an instance", "Shuts the guest down and frees what it holds. The answer shows it in state `deleting`; when the operation has succeeded, it is gone.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
        foreach (var action in (InstanceAction[])[InstanceAction.Start, InstanceAction.Stop, InstanceAction.Reboot])
            instances.MapAction(action);
    }

    private static void MapAction(this RouteGroupBuilder instances, InstanceAction action)
    {
        var name = action.Name();
        instances.MapPost($"/{{instance}}:{name}", (HttpContext http, ISender sender, CancellationToken cancellation) => Act(action, http, sender, cancellation))
            .ForUseCase<ActOnInstance>($"instance_{name}", $"{char.ToUpperInvariant(name[0])}{name[1..]} an instance", $"Asks for the action `{name}`. Allowed only in some states; the refusal names the actions that are allowed instead.")
            .MayRefuse(ProblemKind.ActionNotAllowed);
    }

    private static async Task<Results<Created<InstanceView>, ProblemResult>> Create(
        HttpContext http, Body<CreateInstanceBody> body, ISender sender, CancellationToken cancellation)
    {
        var outcome = await sender.Send(ToRequest(http, body.Value), cancellation);
        if (!outcome.TryGet(out var accepted, out var problem))
            return new ProblemResult(problem);

        http.Response.SetOperation(accepted);
        var view = accepted.Instance.ToView();
        return TypedResults.Created($"{ApiRoutes.Prefix}/projects/{view.Project:D}/instances/{view.Id:D}", view);
    }

    private static async Task<Results<Created<CreatedInstancesView>, ProblemResult>> CreateAll(
        HttpContext http, Body<CreateInstancesBody> body, ISender sender, CancellationToken cancellation)
    {
        var request = new CreateInstances(ToRequest(http, body.Value.Instance), body.Value.Count);
        return (await sender.Send(request, cancellation)).Created(
            accepted => new CreatedInstancesView([.. accepted.All.Select(one => one.Instance.ToView())]),
            _ => $"{ApiRoutes.Prefix}/projects/{request.Project.Value:D}/instances");
    }

    private static CreateInstance ToRequest(HttpContext http, CreateInstanceBody asked) => new(
        http.Project(), asked.Name, Names.Kind(asked.Kind), new FlavorId(asked.Flavor), new ImageId(asked.Image),
        asked.Zone is { } zone ? new ZoneId(zone) : null, asked.Labels ?? NoLabels)
    {
        Terms = TermsMapping.Terms(asked.Group, asked.Priority ?? 0, asked.Spot ?? false, asked.Container, asked.Workload),
        Reservation = asked.Reservation,
        Preemption = asked.Preemption is { } mode ? Names.Preemption(mode) : default,
        Override = asked.Needs.ToOverride(),
    };

    private static async Task<Results<Ok<PageView<InstanceView>>, ProblemResult>> List(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new ListInstances(
            http.Project(),
            query.Choice<InstanceState>(QueryParameters.State, InstanceLifecycle.TryParseState),
            query.Choice<InstanceKind>(QueryParameters.Kind, InstanceKinds.TryParse),
            query.Text(QueryParameters.NamePart),
            LabelFilter.Read(query),
            query.Cursor<Guid>(Guid.TryParse) is { } after ? new InstanceId(after) : null,
            query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(InstanceMapping.ToView));
    }

    private static async Task<Results<Ok<InstanceView>, ProblemResult>> Get(HttpContext http, ISender sender, CancellationToken cancellation) =>
        Tagged(http, await sender.Send(new GetInstance(http.Project(), http.Instance()), cancellation));

    private static async Task<Results<Ok<InstanceView>, ProblemResult>> Label(
        HttpContext http, Body<LabelInstanceBody> body, ISender sender, CancellationToken cancellation) =>
        Tagged(http, await sender.Send(new LabelInstance(http.Project(), http.Instance(), body.Value.Labels, http.Request.IfVersion()), cancellation));

    private static async Task<Results<Ok<InstanceView>, ProblemResult>> SetWorkload(
        HttpContext http, Body<WorkloadBody> body, ISender sender, CancellationToken cancellation) =>
        Tagged(http, await sender.Send(new SetInstanceWorkload(http.Project(), http.Instance(), body.Value.ToWorkload(at: ""), http.Request.IfVersion()), cancellation));

    private static Task<Results<Accepted<InstanceView>, ProblemResult>> Delete(HttpContext http, ISender sender, CancellationToken cancellation) =>
        Act(InstanceAction.Delete, http, sender, cancellation);

    private static async Task<Results<Accepted<InstanceView>, ProblemResult>> Act(
        InstanceAction action, HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var outcome = await sender.Send(new ActOnInstance(http.Project(), http.Instance(), action, http.Request.IfVersion()), cancellation);
        if (!outcome.TryGet(out var accepted, out var problem))
            return new ProblemResult(problem);

        http.Response.SetOperation(accepted);
        return TypedResults.Accepted(uri: (string?)null, accepted.Instance.ToView());
    }

    private static Results<Ok<InstanceView>, ProblemResult> Tagged(HttpContext http, Outcome<InstanceRecord> outcome)
    {
        if (!outcome.TryGet(out var instance, out var problem))
            return new ProblemResult(problem);
        http.Response.SetETag(instance.Version);
        return TypedResults.Ok(instance.ToView());
    }

    internal static void SetOperation(this HttpResponse response, InstanceAccepted accepted)
    {
        response.SetETag(accepted.Instance.Version);
        response.Headers[ApiRoutes.OperationLocation] = $"{ApiRoutes.Prefix}/operations/{accepted.Operation.Id.Value:D}";
    }
}
