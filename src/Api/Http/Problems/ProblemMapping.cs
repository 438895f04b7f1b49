using Cloud.Api.Iaas.Instances;
using Cloud.Contracts;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Experiments.Scripting;
using Cloud.ControlPlane.Iaas.Containers;
using Cloud.ControlPlane.Problems;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Api.Http.Problems;

/// <summary>From a refusal to the document of RFC 9457. The only place where the two meet.</summary>
internal static class ProblemMapping
{
    public const string TypePrefix = "/problems/";

    public static ProblemView View(Problem problem, string requestId) => new()
    {
        Type = TypePrefix + problem.Kind.Type,
        Title = problem.Kind.Title,
        Status = problem.Kind.Status,
        Detail = problem.Detail,
        Instance = requestId,
        Errors = problem.Fields.Count == 0
            ? null
            : [.. problem.Fields.Select(field => new FieldErrorView(field.Field, field.Message, field.Accepted))],
        AllowedActions = Extension<IEnumerable<string>>(problem, "allowedActions")?.ToArray(),
        Explanation = Extension<PlacementExplanation>(problem, "explanation") is { } explanation ? explanation.ToView() : null,
        Together = Extension<GroupDecision>(problem, "together") is { } together ? together.ToView(Profile(together)) : null,
        Script = Extension<ScriptFailure>(problem, "script") is { } script ? new ScriptFailureView(script.Reason, script.Line, script.Column, script.Host) : null,
        Errno = Extension<string>(problem, "errno"),
        Isolation = Extension<GuestIsolation>(problem, "isolation") is { } isolation ? new GuestIsolationView(isolation.Boundary, isolation.Process, isolation.Descriptors) : null,
        Quota = Extension<QuotaExcess>(problem, "quota") is { } quota ? new QuotaExcessView(quota.Resource, quota.Requested, quota.Limit) : null,
    };

    private static string Profile(GroupDecision together) => together.Partial?.Explanation.Profile ?? "";

    private static T? Extension<T>(Problem problem, string name)
        where T : class =>
        problem.Extensions.TryGetValue(name, out var value) ? value as T : null;
}
