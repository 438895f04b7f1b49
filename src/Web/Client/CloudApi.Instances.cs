using System.Globalization;
using Cloud.Contracts;
using Cloud.Web.Models;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<PageView<InstanceView>> Instances(string project, InstanceQuery query) =>
        Get<PageView<InstanceView>>(
            $"{Root}/projects/{Esc(project)}/instances" + Query(
                ("state", query.State), ("kind", query.Kind), ("name", query.Name), ("label", query.Label),
                ("limit", query.Limit.ToString(CultureInfo.InvariantCulture)), ("cursor", query.Cursor)),
            [
                "instance", "list", "--project", project, .. Option("--state", query.State), .. Option("--kind", query.Kind),
                .. Option("--label", query.Label),
            ]);

    public static ApiCall<InstanceView> Instance(string project, Guid instance) =>
        Get<InstanceView>($"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}", "instance", "show", Esc(instance), "--project", project);

    public static ApiCall<PlacementDecisionView> Placement(string project, Guid instance) =>
        Get<PlacementDecisionView>($"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}/placement", "explain", "--instance", Esc(instance), "--project", project);

    /// <summary>Dry run of the scheduler.</summary>
    public static ApiCall<PlacementDecisionView> Explain(string project, ExplainPlacementBody body) =>
        new(HttpMethod.Post, $"{Root}/projects/{Esc(project)}/placements:explain", body)
        {
            Command = ["explain", "--project", project, "--kind", body.Kind, "--flavor", body.Flavor, .. Option("--zone", body.Zone), .. NeedsWords.Options(body.Needs),
                .. TermsWords.Group(body.Group), .. TermsWords.Priority(body.Priority)],
        };

    /// <summary>Asks for an instance.</summary>
    public static ApiCall<InstanceView> CreateInstance(string project, CreateInstanceBody body, string? idempotencyKey = null) =>
        new(HttpMethod.Post, $"{Root}/projects/{Esc(project)}/instances", body)
        {
            IdempotencyKey = idempotencyKey,
            Command =
            [
                "instance", "create", body.Name, "--project", project, "--kind", body.Kind, "--flavor", body.Flavor, "--image", body.Image,
                .. Option("--zone", body.Zone), .. (body.Labels ?? []).SelectMany(label => Option("--label", $"{label.Key}={label.Value}")),
                .. NeedsWords.Options(body.Needs), .. TermsWords.Options(body),
            ],
        };

    /// <summary>start, stop or reboot; delete is its own HTTP method.</summary>
    public static ApiCall<InstanceView> Act(string project, Guid instance, string action) => string.Equals(action, "delete", StringComparison.Ordinal)
        ? new(HttpMethod.Delete, $"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}")
        {
            Command = ["instance", "delete", Esc(instance), "--project", project],
        }
        : new(HttpMethod.Post, $"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}:{Esc(action)}")
        {
            Command = ["instance", action, Esc(instance), "--project", project],
        };

    public static ApiCall<PageView<OperationView>> Operations(string project, Guid? instance, int limit, string? cursor = null) =>
        Get<PageView<OperationView>>(
            $"{Root}/projects/{Esc(project)}/operations" + Query(
                ("instance", instance?.ToString("D")), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor)),
            ["operation", "list", "--project", project, .. Option("--instance", instance?.ToString("D"))]);

    public static ApiCall<PageView<EventView>> Events(string project, Guid? instance, int limit, string? cursor = null) =>
        Get<PageView<EventView>>(EventPath(project) + Query(
            ("instance", instance?.ToString("D")), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor)),
            ["event", "list", "--project", project]);

    /// <summary>Path of a project's event stream.</summary>
    public static string EventPath(string project) => $"{Root}/projects/{Esc(project)}/events";

    private static string[] Option(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [name, value];
}
