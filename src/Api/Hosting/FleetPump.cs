using System.Threading.Channels;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.Simulation.Fleet;

namespace Cloud.Api.Hosting;

/// <summary>
/// Lets the simulated fleet live in real time × the region's speed. It sleeps until the next thing happens in the modelled world or a
/// command arrives, so an idle region costs nothing. A broken invariant of the model ends the process: see the host's log.
/// </summary>
public sealed class FleetPump(SimulatedFleet fleet, IHostReports reports, RegionDescription region, TimeProvider clock) : BackgroundService
{
    /// <summary>Shortest time between two rounds: commands and reports of that time travel together.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        fleet.CommandsWaiting = () => wake.Writer.TryWrite(true);
        var startedAt = clock.GetTimestamp();
        var baseNs = fleet.NowNs;
        try
        {
            while (true)
            {
                var nowNs = baseNs + (long)(clock.GetElapsedTime(startedAt).TotalNanoseconds * region.Speed);
                fleet.CatchUp(nowNs);
                fleet.Advance(nowNs);
                fleet.Deliver(reports);
                await Task.Delay(Tick, clock, stoppingToken);
                await SleepAsync(nowNs, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            fleet.CommandsWaiting = null;
        }
    }

    /// <summary>Waits for a command or for the next event of the modelled world. Reports that nobody took are offered again at once.</summary>
    private async Task SleepAsync(long nowNs, CancellationToken stopping)
    {
        if (wake.Reader.TryRead(out _) || fleet.ReportsWaiting > 0) return;
        var untilNext = (fleet.NextAtNs - nowNs) / region.Speed;
        if (untilNext <= Tick.TotalNanoseconds) return;
        var sleep = untilNext >= LongestSleep.TotalNanoseconds ? LongestSleep : TimeSpan.FromMicroseconds(untilNext / 1000);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var command = wake.Reader.WaitToReadAsync(enough.Token).AsTask();
        await Task.WhenAny(command, Task.Delay(sleep, clock, enough.Token));
        await enough.CancelAsync();
        wake.Reader.TryRead(out _);
        stopping.ThrowIfCancellationRequested();
    }
}
