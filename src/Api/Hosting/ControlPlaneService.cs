using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Writer;

namespace Cloud.Api.Hosting;

/// <summary>
/// Runs the writer and gives the reconciler its turn. A writer that was fenced by a newer one stops the process: two writers of one cell
/// must never both serve.
/// </summary>
public sealed class ControlPlaneService(CellWriter writer, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ControlPlaneService> log)
    : BackgroundService
{
    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(writer.RunAsync(stoppingToken), ReconcileAsync(stoppingToken));
        }
        catch (FencedException fenced)
        {
            log.LogCritical(fenced, "Another process has taken over; this one stops.");
            Environment.ExitCode = 4;
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("The control plane stops.");
        }
    }

    private async Task ReconcileAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(ReconcileEvery, clock);
        writer.TryReconcile();
        while (await timer.WaitForNextTickAsync(stopping))
            writer.TryReconcile();
    }
}
