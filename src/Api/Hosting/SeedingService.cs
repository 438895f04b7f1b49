using Cloud.Api.Hosting.Settings;

namespace Cloud.Api.Hosting;

/// <summary>Fills an empty region before the server listens; the writer runs already, so it uses the same use cases as everybody.</summary>
internal sealed class SeedingService(FirstStart first, DemoClass demo, CloudOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await first.RunAsync(cancellationToken);
        if (options.Demo)
            await demo.SeedAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
