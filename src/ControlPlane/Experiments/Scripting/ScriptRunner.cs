using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>
/// Runs users' scripts beside the service: one at a time, on a thread of its own, away from the writer. Should an engine ever fail to stop one,
/// the caller is told so after a grace and the thread keeps the only place until it ends: the harm is bounded to one processor.
/// </summary>
public sealed class ScriptRunner(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _place = new(1);

    /// <summary>The scores, or why there are none; null when other scripts keep the place for longer than anybody should wait.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public async Task<ScriptOutcome?> RunAsync(string source, IReadOnlyList<HostFacts> hosts, PlacementRequest request, CancellationToken cancellation)
    {
        if (!await TurnAsync(cancellation)) return null;
        var answer = new TaskCompletionSource<ScriptOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(source, hosts, request, answer), ScriptLimits.StackBytes) { IsBackground = true, Name = "script" }.Start();
        try
        {
            return await answer.Task.WaitAsync(ScriptLimits.MaxTime + ScriptLimits.Grace, time, cancellation);
        }
        catch (TimeoutException)
        {
            return ScriptOutcome.Failed(new("time", $"The script could not be stopped after {ScriptLimits.MaxTime.TotalSeconds:0} seconds, and was abandoned."));
        }
    }

    public void Dispose() => _place.Dispose();

    private async Task<bool> TurnAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(ScriptLimits.MaxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await _place.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Run(string source, IReadOnlyList<HostFacts> hosts, PlacementRequest request, TaskCompletionSource<ScriptOutcome> answer)
    {
        try
        {
            var (policy, failure) = ScriptPolicy.Parse(source);
            answer.TrySetResult(policy is null ? ScriptOutcome.Failed(failure!) : policy.Score(hosts, request, time));
        }
        catch (Exception error)
        {
            // Nothing may end this thread but its end: an exception here would end the process.
            answer.TrySetResult(ScriptOutcome.Failed(new("threw", $"The script engine failed: {error.GetType().Name}.")));
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _place.Release();
        }
        catch (ObjectDisposedException)
        {
            // The service stopped while a script ran.
        }
    }
}
