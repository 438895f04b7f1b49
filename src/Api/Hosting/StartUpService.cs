using Cloud.ControlPlane;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Persistence.Databases;
using Cloud.Simulation.Fleet;
using Mediator;

namespace Cloud.Api.Hosting;

/// <summary>
/// Brings the memory of the control plane up before anything runs or listens: database, directory, writer, and on the hosts what they held
/// before. The services registered after it run on what it has prepared.
/// </summary>
internal sealed partial class StartUpService(
    DatabaseStarter database, TenancyWriter tenancy, CellWriter writer, SimulatedFleet fleet, IServiceScopeFactory scopes,
    ILogger<StartUpService> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RequirePipeline();
        await database.MigrateAsync(cancellationToken);
        await tenancy.StartAsync(cancellationToken);
        var state = await StartWriterAsync(cancellationToken);

        var refused = fleet.AdoptAll(state.Instances.Values.OrderBy(instance => instance.Id));
        if (refused.Count > 0)
            LogRefused(log, refused.Count);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Without its pipeline a use case would ask nobody's permission: rather than that, nothing starts.</summary>
    private void RequirePipeline()
    {
        using var scope = scopes.CreateScope();
        var inForce = scope.ServiceProvider.GetServices<IPipelineBehavior<GetRegion, Outcome<RegionStatus>>>()
            .Select(behavior => behavior.GetType().GetGenericTypeDefinition());
        if (!inForce.SequenceEqual(ControlPlaneServices.Behaviors))
            throw new InvalidOperationException("The pipeline of the use cases is not the one that the control plane declares.");
    }

    private async Task<ClusterState> StartWriterAsync(CancellationToken cancellation)
    {
        try
        {
            return await writer.StartAsync(cancellation);
        }
        catch (RegionMismatchException mismatch)
        {
            throw new StartException(StartException.BadSettings, mismatch.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Count} instances found no place on their hosts again; the hosts will say why.")]
    private static partial void LogRefused(ILogger log, int count);
}
