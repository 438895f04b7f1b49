using Cloud.Api.Access;
using Cloud.Api.Http;
using Cloud.Api.Http.Problems;
using Cloud.Api.OpenApi;
using Cloud.Api.Telemetry;
using Cloud.Web;

namespace Cloud.Api.Hosting;

/// <summary>The way of a request through the process.</summary>
internal static class CloudPipeline
{
    public const string TimeoutPolicy = "api";

    /// <summary>Paths whose answers are for programs: errors are problem documents and never pages.</summary>
    private static readonly string[] ForPrograms = ["/api", "/healthz", "/openapi", "/account", PrometheusApi.Path];

    public static void UseCloud(this WebApplication app)
    {
        app.UseMiddleware<ResponseHeaders>();
        app.UseWhen(IsForPrograms, branch => branch.UseMiddleware<ErrorsMiddleware>());
        app.UseWhen(http => !IsForPrograms(http), branch => branch.UseExceptionHandler("/status/500"));
        app.UseResponseCompression();
        app.UseCloudSwaggerUi();
        app.UseRouting();
        app.UseWhen(IsPortal, branch => branch.UseAuthentication().UseAuthorization().UseAntiforgery());
        app.UseMiddleware<CallerMiddleware>();
        app.UseRequestTimeouts();

        app.MapCloudApi().WithRequestTimeout(TimeoutPolicy);
        app.MapAccount();
        app.MapHealth();
        app.MapPrometheus();
        app.MapProblemPages();
        app.MapCloudOpenApi();
        app.MapCloudPortal();
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<Banner>().Print);
    }

    private static bool IsForPrograms(HttpContext http) =>
        Array.Exists(ForPrograms, prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsPortal(HttpContext http) => !http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
