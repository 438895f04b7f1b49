using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;

namespace Cloud.Api.Http.Requests;

/// <summary>
/// Reads ids from the path. A text that cannot be an id names nothing, so the answer is 404; it is given only after the caller is known.
/// </summary>
internal static class RouteIds
{
    /// <summary>The project by id or unique name.</summary>
    public static ProjectId Project(this HttpContext http)
    {
        var text = http.Text("project");
        return Guid.TryParse(text, out var id) ? new ProjectId(id)
            : http.Directory().Current.FindProject(text)?.Id ?? throw new RefusedException(Problem.Hidden("project"));
    }

    /// <summary>The tenant by id or unique name.</summary>
    public static TenantId Tenant(this HttpContext http)
    {
        var text = http.Text("tenant");
        return Guid.TryParse(text, out var id) ? new TenantId(id)
            : http.Directory().Current.FindTenant(text)?.Id ?? throw new RefusedException(Problem.Hidden("tenant"));
    }

    public static InstanceId Instance(this HttpContext http) => new(http.Id("instance"));

    public static ReservationId Reservation(this HttpContext http) => new(http.Id("reservation"));

    public static OperationId Operation(this HttpContext http) => new(http.Id("operation"));

    public static FaultId Fault(this HttpContext http) => new(http.Id("fault"));

    public static Guid Assignment(this HttpContext http) => http.Id("assignment");

    public static TokenId Token(this HttpContext http) => new(http.Id("token"));

    public static UserId User(this HttpContext http) => new(http.Id("user"));

    public static string Text(this HttpContext http, string name) => (string?)http.Request.RouteValues[name] ?? "";

    private static Guid Id(this HttpContext http, string what)
    {
        var text = http.Text(what);
        return Guid.TryParse(text, out var id) ? id : throw NotFound(what, text);
    }

    private static AccessDirectory Directory(this HttpContext http) => http.RequestServices.GetRequiredService<AccessDirectory>();

    private static RefusedException NotFound(string what, string text) =>
        new(Problem.NotFound(what, text.Length <= 80 ? text : text[..80] + "..."));
}
