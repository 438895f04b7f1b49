using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Http.Requests;

/// <summary>The query parameters of the API, each described once.</summary>
internal static class QueryParameters
{
    public static QueryParameter Limit { get; } = new("limit", "How many items a page holds at most.", "integer")
    {
        Minimum = 1,
        Maximum = Paging.MaxLimit,
        Default = Paging.DefaultLimit,
        Example = "50",
    };

    public static QueryParameter Cursor { get; } = new("cursor", "The `next` of the page before; opaque.") { Example = "aTowMTkzN2Y2YQ" };

    public static QueryParameter State { get; } = new("state", "Only instances in this state.")
    {
        Choices = [.. Enum.GetValues<InstanceState>().Select(state => state.Name())],
        Example = "running",
    };

    public static QueryParameter Kind { get; } = new("kind", "Only instances of this kind.")
    {
        Choices = [.. InstanceKinds.All.Select(kind => kind.Name())],
        Example = "microvm",
    };

    public static QueryParameter NamePart { get; } = new("name", "Only instances whose name contains this text.") { Example = "web" };

    public static QueryParameter Label { get; } = new("label", "Only instances with this label, as `key` or `key=value`; may be repeated, and then all must hold.")
    {
        Repeatable = true,
        Example = "tier=front",
    };

    public static QueryParameter Path { get; } = new("path", "An absolute path in the container; left out, its root.") { Example = "/etc/motd" };

    public static QueryParameter Recursive { get; } = new("recursive", "Whether a directory goes with all that is in it.")
    {
        Choices = ["true", "false"],
        Example = "true",
    };

    public static QueryParameter FaultState { get; } = new("state", "Only faults that are in force, or only ended ones.")
    {
        Choices = ["active", "ended"],
        Example = "active",
    };

    public static QueryParameter MaxConcurrent { get; } = new("maxConcurrent", "Most migrations from the host at the same time.", "integer")
    {
        Minimum = 1,
        Maximum = ControlPlane.Operator.HostDrain.MostConcurrent,
        Default = ControlPlane.Operator.HostDrain.UsualConcurrent,
        Example = "2",
    };

    public static QueryParameter AllowCold { get; } = new("allowCold", "Whether what cannot be moved while it runs may be stopped for it.")
    {
        Choices = ["true", "false"],
        Example = "true",
    };

    public static QueryParameter Reason { get; } = new("reason", "Why, for other operators; at most 200 characters.") { Example = "fan 2 fails" };

    public static QueryParameter Instance { get; } = new("instance", "Only what concerns this instance.")
    {
        Format = "uuid",
        Example = "01937f6a-3c5e-7d31-9a44-5f0c2a7be001",
    };

    public static QueryParameter Zone { get; } = new("zone", "Only hosts of this availability zone.") { Example = "z1" };

    public static QueryParameter Flavor { get; } = new("flavor", "Only this flavor.") { Example = "vm.small" };

    public static QueryParameter Section { get; } = new("section", "Only constants of this section (its number or title), or whose key begins with this family.") { Example = "8.7" };
}
