using System.Diagnostics;
using Cloud.Cli.Replay;

namespace Cloud.Benchmarks.Load;

/// <summary>What a closed loop measured.</summary>
/// <param name="Answers">Answers of the wanted status.</param>
/// <param name="Seconds">How long it ran.</param>
/// <param name="LatencyMs">Of the wanted answers.</param>
/// <param name="Errors">Other outcomes by status (0 = lost connection).</param>
internal sealed record LoadResult(int Answers, double Seconds, LatencySummary LatencyMs, IReadOnlyDictionary<int, int> Errors)
{
    public double PerSecond => Answers / Seconds;
}

/// <summary>A fixed number of connections, each sending its next request when the last is answered.</summary>
internal static class ClosedLoop
{
    /// <param name="server">Where to.</param>
    /// <param name="connections">How many.</param>
    /// <param name="duration">How long.</param>
    /// <param name="status">The wanted answer.</param>
    /// <param name="source">Makes the request source of one connection.</param>
    public static async Task<LoadResult> RunAsync(
        Uri server, int connections, TimeSpan duration, int status, Func<int, Func<ReadOnlyMemory<byte>>> source)
    {
        using var ending = new CancellationTokenSource();
        var lanes = Enumerable.Range(0, connections).Select(index => new Lane(server, status, source(index))).ToList();
        foreach (var lane in lanes) await lane.ConnectAsync();
        var watch = Stopwatch.StartNew();
        var running = lanes.Select(lane => Task.Run(() => lane.RunAsync(ending.Token))).ToList();
        await Task.Delay(duration);
        await ending.CancelAsync();
        await Task.WhenAll(running);
        var seconds = watch.Elapsed.TotalSeconds;

        var latencies = lanes.SelectMany(lane => lane.LatenciesMs).ToList();
        var errors = lanes.SelectMany(lane => lane.Errors).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value));
        return new LoadResult(latencies.Count, seconds, LatencySummary.Of(latencies), errors);
    }

    private sealed class Lane(Uri server, int status, Func<ReadOnlyMemory<byte>> next)
    {
        private RawConnection _connection = new(server);

        public List<double> LatenciesMs { get; } = new(capacity: 16_384);

        public Dictionary<int, int> Errors { get; } = [];

        public ValueTask ConnectAsync() => _connection.ConnectAsync(CancellationToken.None);

        /// <summary>Ends after the answer that is under way, so that every request sent is counted.</summary>
        public async Task RunAsync(CancellationToken ending)
        {
            try
            {
                while (!ending.IsCancellationRequested) await OnceAsync();
            }
            finally
            {
                _connection.Dispose();
            }
        }

        private async Task OnceAsync()
        {
            var sent = Stopwatch.GetTimestamp();
            try
            {
                var answered = await _connection.ExchangeAsync(next(), CancellationToken.None);
                if (answered == status) LatenciesMs.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                else Count(answered);
            }
            catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException)
            {
                Count(0);
                _connection.Dispose();
                _connection = new RawConnection(server);
                await _connection.ConnectAsync(CancellationToken.None);
            }
        }

        private void Count(int answered) => Errors[answered] = Errors.GetValueOrDefault(answered) + 1;
    }
}
