using Cloud.Domain.Hardware.Labs;

namespace Cloud.ControlPlane.Labs;

/// <summary>
/// Computes labs beside the requests that asked for them. Knob ranges bound what one run costs (a test runs them all at their ends); this bounds
/// how many run at once and how long anybody waits. A run that nobody waits for any more keeps its place until it ends.
/// </summary>
public sealed class LabRunner(TimeProvider time) : IDisposable
{
    /// <summary>Runs at the same time, of all callers together.</summary>
    public const int AtOnce = 4;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>How long a caller waits, from its turn on.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The plot, or null when it took too long.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    /// <exception cref="ArgumentException">A knob is unknown or out of its range.</exception>
    public async Task<LabResult?> RunAsync(Lab lab, IReadOnlyDictionary<string, double> knobs, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        var run = Task.Run(() => Run(lab, knobs), CancellationToken.None);
        try
        {
            return await run.WaitAsync(TimeLimit, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public void Dispose() => _places.Dispose();

    private LabResult Run(Lab lab, IReadOnlyDictionary<string, double> knobs)
    {
        try
        {
            var outcome = lab.Run(knobs);
            return outcome.Result ?? throw new ArgumentException(string.Join(" ", outcome.Errors), nameof(knobs));
        }
        finally
        {
            _places.Release();
        }
    }
}
