using Cloud.Api.Hosting.Settings;
using Microsoft.Extensions.Configuration.Memory;

namespace Cloud.Api.Hosting;

/// <summary>Builds and runs the process: API, portal, control plane and modelled world.</summary>
public static class CloudHost
{
    /// <summary>Runs until stopped. Returns the exit code: 0, 2 for settings that are not valid, 3 for a data directory in use.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return Environment.ExitCode;
        }
        catch (StartException refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Text);
            return refusal.ExitCode;
        }
    }

    /// <summary>Builds the application without starting it; tests change the services through <paramref name="configure"/>.</summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = Switches.Expand(args),
            ApplicationName = typeof(CloudHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        var options = CloudOptionsReader.Read(builder.Configuration, builder.Environment.IsProduction());
        var directory = DataDirectory.Open(options.DataDirectory);
        try
        {
            var region = RegionSource.Read(options);
            builder.UseLoopbackByDefault();
            // Finds the portal's files in the build output too; a published server has them beside it, and then this does nothing.
            builder.WebHost.UseStaticWebAssets();
            builder.WebHost.ConfigureKestrel(KestrelLimits.Apply);
            builder.Services.AddCloud(options, directory, region);
            builder.Services.AddCloudOpenTelemetry(builder.Configuration);
            configure?.Invoke(builder);
            var app = builder.Build();
            // From here on the container holds the directory and lets it go last.
            app.Services.GetRequiredService<DataDirectory>();
            app.UseCloud();
            return app;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Defaults that any other source overrides: the framework speaks only when something is wrong.</summary>
    private static Dictionary<string, string?> QuietLogs { get; } = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:System"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
    };
}
