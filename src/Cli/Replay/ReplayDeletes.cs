using System.Collections.Concurrent;
using Cloud.Cli.Client;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Replay;

/// <summary>
/// Deletes instances when their traced lifetime is over, in scaled time, as long as the trace is being sent. A lifetime known to a bin is drawn
/// uniformly from it, by the request's index alone, so that a repeated replay draws the same.
/// </summary>
internal sealed class ReplayDeletes(CloudApiClient api, ReplayOptions options, TimeProvider time, CancellationToken ending) : IDisposable
{
    private readonly SimRandom _random = new(2017);
    private readonly SemaphoreSlim _connections = new(options.Concurrency);
    private readonly ConcurrentBag<Task> _pending = [];
    private readonly ConcurrentDictionary<Guid, TimeSpan?> _deleted = [];

    /// <summary>Takes note of an accepted instance.</summary>
    public void Schedule(Guid instance, TraceRequest request, long start)
    {
        if (request is not { ArrivalSeconds: { } arrival, Lifetime: { Censored: false, AtMostSeconds: { } atMost } life }) return;
        var lifetime = life.AboveSeconds + ((atMost - life.AboveSeconds) * _random.Split("lifetime", request.Index).NextDouble());
        var due = TimeSpan.FromSeconds((arrival + lifetime) / options.Speed!.Value) - time.GetElapsedTime(start);
        _pending.Add(DeleteAsync(instance, due > TimeSpan.Zero ? due : TimeSpan.Zero));
    }

    /// <summary>Waits for deletions under way; what is not due yet when the trace ends stays. Gives, per deleted instance, its time to running.</summary>
    public async Task<IReadOnlyDictionary<Guid, TimeSpan?>> FinishAsync()
    {
        await Task.WhenAll(_pending);
        Dispose();
        return _deleted;
    }

    public void Dispose() => _connections.Dispose();

    private async Task DeleteAsync(Guid instance, TimeSpan wait)
    {
        try
        {
            await Task.Delay(wait, time, ending);
            await _connections.WaitAsync(ending);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            var last = await api.InstanceAsync(options.Project, instance, CancellationToken.None);
            await api.DeleteInstanceAsync(options.Project, instance, CancellationToken.None);
            _deleted[instance] = last.RunningSince - last.CreatedAt;
        }
        catch (Exception fault) when (fault is CloudProblemException or CloudUnreachableException)
        {
            // Not deleted: it is counted at the end as what it is then.
        }
        finally
        {
            _connections.Release();
        }
    }
}
