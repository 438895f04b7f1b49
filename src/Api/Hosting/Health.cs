using Cloud.ControlPlane.Writer;

namespace Cloud.Api.Hosting;

/// <summary>For supervisors: is the process alive, does the control plane serve.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Text("live\n")).ExcludeFromDescription();
        routes.MapGet("/healthz/ready", (CellWriter writer) => writer.IsReady
            ? TypedResults.Text("ready\n")
            : TypedResults.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
    }
}
