using Cloud.ControlPlane.Ports;

namespace Cloud.Api.Hosting;

/// <summary>Deletes, once an hour, what nobody will ask for any more.</summary>
internal sealed partial class PurgeService(IClusterStore store, TimeProvider time, ILogger<PurgeService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);
    private static readonly TimeSpan HistoryKept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await PurgeAsync(stoppingToken);
    }

    private async Task PurgeAsync(CancellationToken stopping)
    {
        try
        {
            var now = time.GetUtcNow();
            LogPurged(log, await store.PurgeAsync(now - AnswersKept, now - HistoryKept, stopping));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Purged {Rows} rows.")]
    private static partial void LogPurged(ILogger log, long rows);

    [LoggerMessage(2, LogLevel.Warning, "Old rows could not be deleted; the next attempt is in an hour.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
