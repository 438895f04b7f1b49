using Cloud.ControlPlane.Experiments.Scripting;
using Cloud.ControlPlane.Iaas.Containers;
using Cloud.ControlPlane.Labs;
using Cloud.ControlPlane.Model;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Telemetry;
using Cloud.ControlPlane.Resources;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.ControlPlane;

/// <summary>
/// Registers the control plane. The shell adds what is behind the ports (stores, host gateway, ids, clock, secrets), the region, and the
/// mediator with <see cref="Behaviors"/> in that order.
/// </summary>
public static class ControlPlaneServices
{
    /// <summary>The pipeline of every use case, outermost first.</summary>
    public static Type[] Behaviors { get; } =
    [
        typeof(TracingBehavior<,>),
        typeof(AuthorizationBehavior<,>),
        typeof(ValidationBehavior<,>),
        typeof(IdempotencyBehavior<,>),
    ];

    public static IServiceCollection AddCloudControlPlane(this IServiceCollection services, RegionDescription region)
    {
        services.AddSingleton(region);
        services.AddSingleton<ClusterView>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<CellWriter>();
        services.AddSingleton<IHostReports>(provider => provider.GetRequiredService<CellWriter>());
        services.AddSingleton(provider => new TelemetryStore(region, provider.GetService<TelemetryLimits>() ?? new()));
        services.AddSingleton<ITelemetrySink>(provider => provider.GetRequiredService<TelemetryStore>());
        services.AddSingleton<AccessDirectory>();
        services.AddSingleton<TenancyWriter>();
        services.AddSingleton<IdempotencyGate>();
        services.AddScoped<ResourceWriter>();
        services.AddSingleton<FaultDesk>();
        services.AddSingleton<ModelReport>();
        services.AddSingleton<LabRunner>();
        services.AddSingleton<ScriptRunner>();
        services.AddScoped<CallContext>();
        services.AddScoped<ContainerDoor>();
        return services;
    }
}
