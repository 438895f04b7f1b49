using Cloud.Api.Access;
using Cloud.ControlPlane.Ports;

namespace Cloud.Api.Hosting;

/// <summary>Writes down once a minute, and at the end, when tokens were last used.</summary>
internal sealed partial class TokenUseService(TokenUse use, ITenancyStore store, TimeProvider time, ILogger<TokenUseService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await SaveAsync(stoppingToken);
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            var taken = use.TakeUnsaved();
            if (taken.Count > 0)
                await store.TouchTokensAsync(taken, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The last use of tokens could not be written down.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
