using Cloud.Api.Access;
using Cloud.Api.Hosting.Settings;
using Cloud.Api.Http.Json;
using Cloud.Api.Iaas.Events;
using Cloud.Api.OpenApi;
using Cloud.Api.Security;
using Cloud.Api.Telemetry;
using Cloud.ControlPlane;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.ControlPlane.Tenancy;
using Cloud.Persistence;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Guests;
using Cloud.Simulation.Labs;
using Cloud.Web;
using Mediator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;

namespace Cloud.Api.Hosting;

/// <summary>Everything that is registered, in one place.</summary>
internal static class CloudServices
{
    public static void AddCloud(this IServiceCollection services, CloudOptions options, DataDirectory directory, RegionDescription region)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => directory);
        services.AddSingleton(new OperatorConsole(Console.Out));
        services.AddControlPlane(options, directory, region);
        services.AddAccess(directory);
        services.AddHttp(options);
        services.AddCloudOpenApi();
        services.AddCloudPortal(new PortalOptions { SignInHint = options.Demo ? $"Demo: {DemoClass.Students[0]} / {DemoClass.PasswordOf(DemoClass.Students[0])}" : null });
    }

    private static void AddControlPlane(this IServiceCollection services, CloudOptions options, DataDirectory directory, RegionDescription region)
    {
        services.AddSingleton(new TelemetryLimits { InstanceHistories = options.Telemetry.InstanceHistories, HostHistories = options.Telemetry.HostHistories });
        services.AddCloudControlPlane(region);
        services.AddCloudPersistence(new CloudDatabaseOptions(options.DataDirectory, options.Postgres));
        services.AddMediator(mediator =>
        {
            mediator.ServiceLifetime = ServiceLifetime.Scoped;
            mediator.Assemblies = [typeof(ControlPlaneServices)];
        });
        // The source generator reads its options as text: a list that is not written out there is silently empty, and with it every check of
        // permissions. Registered by hand, the behaviors run whatever the generator understands.
        foreach (var behavior in ControlPlaneServices.Behaviors)
            services.AddScoped(typeof(IPipelineBehavior<,>), behavior);
        services.AddSingleton(MachineLabs.Catalogue);
        services.AddSingleton<IIdSource, TimeOrderedIds>();
        services.AddSingleton<ISecretProtector>(KeyFileProtector.Open(directory.Keys));
        services.AddSingleton(provider => new SimulatedFleet(new EventLoop(), region.Hosts, region.Pools, new FleetOptions
        {
            RequireLease = true,
            Speed = region.Speed,
            AdoptedLeaseNs = (long)(region.Live.Lease.TotalNanoseconds * region.Speed),
            ImageSizeMib = image => provider.GetRequiredService<AccessDirectory>().Current.FindImage(image)?.SizeMib,
            Live = new LiveOptions
            {
                // One tick in a real second, however fast the world is.
                TickSeconds = Math.Max(1, region.Speed),
                Start = provider.GetRequiredService<TimeProvider>().GetUtcNow(),
                Telemetry = provider.GetService<ITelemetrySink>(),
            },
        }));
        services.AddSingleton<IHostGateway>(provider => provider.GetRequiredService<SimulatedFleet>());
        services.AddSingleton<IContainerWindow, FleetWindow>();
        services.AddSingleton<IFaultInjector>(provider => provider.GetRequiredService<SimulatedFleet>());
        services.AddSingleton<SystemCalls>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<DemoClass>();
        services.AddSingleton<Banner>();
        services.AddHostedService<StartUpService>();
        services.AddHostedService<ControlPlaneService>();
        services.AddHostedService<FleetPump>();
        services.AddHostedService<SeedingService>();
        services.AddHostedService<PurgeService>();
        services.AddHostedService<TokenUseService>();
    }

    private static void AddAccess(this IServiceCollection services, DataDirectory directory)
    {
        services.AddDataProtection().SetApplicationName("Cloud").PersistKeysToFileSystem(new DirectoryInfo(directory.Keys));
        services.AddAuthentication(PortalCookie.Scheme).AddCookie(PortalCookie.Scheme, PortalCookie.Configure);
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "cloud-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<TokenUse>();
        services.AddSingleton<CallerSource>();
        services.AddSingleton<CallLimiter>();
        services.AddSingleton<SignInThrottle>();
    }

    private static void AddHttp(this IServiceCollection services, CloudOptions options)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            var from = CloudJson.Default.Options;
            json.SerializerOptions.NumberHandling = from.NumberHandling;
            json.SerializerOptions.RespectNullableAnnotations = from.RespectNullableAnnotations;
            json.SerializerOptions.RespectRequiredConstructorParameters = from.RespectRequiredConstructorParameters;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, CloudJson.Default);
        });
        services.AddSingleton<EventStream>();
        services.AddSingleton<LiveMetrics>();
        services.AddRequestTimeouts(timeouts => timeouts.AddPolicy(CloudPipeline.TimeoutPolicy, options.RequestTimeout));
        services.AddResponseCompression(compression =>
        {
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
            compression.EnableForHttps = false;
        });
    }
}
