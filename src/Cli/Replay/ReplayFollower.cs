using Cloud.Cli.Client;

namespace Cloud.Cli.Replay;

/// <summary>Polls the project until no accepted instance is on its way any more, then looks at each once.</summary>
internal sealed class ReplayFollower(CloudApiClient api, ReplayOptions options, TimeProvider time, IReplayProgress? progress)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task<ReplayReport> FollowAsync(IReadOnlySet<Guid> accepted, IReadOnlyDictionary<Guid, TimeSpan?> deleted, CancellationToken cancel)
    {
        await UntilNoneIsCreatingAsync(accepted.Count, cancel);
        var (running, failed) = (0, 0);
        List<double> timesToRunning = [.. deleted.Values.Where(span => span is not null).Select(span => span!.Value.TotalMilliseconds)];
        await foreach (var instance in api.InstancesAsync(options.Project, Filter(state: null), cancel))
        {
            if (!accepted.Contains(instance.Id) || deleted.ContainsKey(instance.Id)) continue;
            if (instance.State is "error") failed++;
            if (instance.State is not "running") continue;
            running++;
            if (instance.RunningSince is { } since) timesToRunning.Add((since - instance.CreatedAt).TotalMilliseconds);
        }

        return new ReplayReport
        {
            Run = options.Run, Trace = options.Trace, Project = options.Project, Concurrency = options.Concurrency,
            Running = running, Deleted = deleted.Count, Failed = failed, Unsettled = accepted.Count - running - failed - deleted.Count,
            TimeToRunningMs = LatencySummary.Of(timesToRunning),
            Requested = 0, Accepted = 0, Refused = [], Errors = [], Retries = 0, SendingSeconds = 0, TotalSeconds = 0,
            CreateLatencyMs = LatencySummary.Of([]), RefusalLatencyMs = LatencySummary.Of([]),
        };
    }

    private async Task UntilNoneIsCreatingAsync(int accepted, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        for (var pause = FirstPause; accepted > 0; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var creating = await api.InstancesAsync(options.Project, Filter("creating"), cancel).CountAsync(cancel);
            progress?.Settled(accepted - creating, accepted);
            if (creating == 0 || time.GetElapsedTime(began) > options.SettleWithin) return;
            await Task.Delay(pause, time, cancel);
        }
    }

    private InstanceFilter Filter(string? state) => InstanceFilter.All with { State = state, Labels = [$"trace.run={options.Run}"] };
}
