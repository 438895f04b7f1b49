using Cloud.Scheduler.Profiles;

namespace Cloud.Simulation.Experiments.Spane;

/// <summary>Many episodes with the same hosts: their lengths are worked out once by first-fit and are the same for every policy.</summary>
public sealed class SpaneSuite
{
    /// <summary>Requests after the first that found no room. Source: SPANE, baseline_flex.py, N_vm + 40 [C].</summary>
    public const int RequestsAfterFull = 40;

    /// <summary>More hosts than this never fill up within the trace.</summary>
    public const int MaxHosts = 64;

    private readonly SpaneTrace _trace;
    private readonly int[] _starts;
    private readonly int[] _lengths;

    /// <param name="trace">Huawei-East-1.</param>
    /// <param name="starts">Index of each episode's first VM.</param>
    /// <param name="hosts">Hosts of each episode, 1 to <see cref="MaxHosts"/>.</param>
    public SpaneSuite(SpaneTrace trace, IEnumerable<long> starts, int hosts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hosts, MaxHosts);
        _trace = trace;
        Hosts = hosts;
        _starts = [.. starts.Select(start => start >= 0 && start < trace.End
            ? (int)start
            : throw new ArgumentException($"An episode starts at {start}, outside the trace of {trace.Vms.Count} VMs.", nameof(starts)))];
        if (_starts.Length == 0) throw new ArgumentException("There are no episodes.", nameof(starts));
        var firstFit = SpanePolicy.Of(SpaneProfiles.FirstFit);
        _lengths = [.. _starts.Select(start => SpaneEpisode.PlacedUntilFull(trace, hosts, firstFit, start) + RequestsAfterFull)];
    }

    /// <summary>Hosts of each episode.</summary>
    public int Hosts { get; }

    /// <summary>Requests of all episodes.</summary>
    public long Requests => _lengths.Sum(length => (long)length);

    /// <summary>Runs every episode under a policy.</summary>
    public SpaneResult Run(SpanePolicy policy)
    {
        var waits = new long[_starts.Length];
        for (var episode = 0; episode < waits.Length; episode++)
            waits[episode] = SpaneEpisode.Wait(_trace, Hosts, policy, _starts[episode], _lengths[episode]);
        return new(policy.Name, Hosts, waits, SampleStatistics.TrimmedMean(waits), SampleStatistics.Mean(waits));
    }
}

/// <summary>What a policy made of a suite.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Hosts">Hosts of each episode.</param>
/// <param name="Waits">Total waiting of each episode, seconds, in the order of the starts.</param>
/// <param name="TrimmedMean">Mean of <paramref name="Waits"/> without the lowest and the highest tenth: the published measure.</param>
/// <param name="Mean">Plain mean; four times the trimmed one, since a few episodes wait very long.</param>
public sealed record SpaneResult(string Policy, int Hosts, IReadOnlyList<long> Waits, double TrimmedMean, double Mean);
