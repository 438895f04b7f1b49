using System.Globalization;
using System.Threading.Channels;
using Cloud.Cli.Client;
using Cloud.Contracts;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Cli.Replay;

/// <summary>
/// Drives the API with a trace: a fixed number of connections, each sending its next request when the last is answered (or, with a speed, when it
/// is due), then follows the accepted instances until each runs or has failed.
/// </summary>
public sealed class ReplayRunner(CloudApiClient api, ReplayCatalogue catalogue, ReplayOptions options, TimeProvider time, IReplayProgress? progress = null)
{
    private readonly ReplayTally _tally = new(progress);
    private readonly long _start = time.GetTimestamp();

    /// <summary>Replays. The trace is read once, as it is needed.</summary>
    public async Task<ReplayReport> RunAsync(IEnumerable<TraceRequest> trace, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var deletes = options is { Deletes: true, Speed: not null } ? new ReplayDeletes(api, options, time, ending.Token) : null;
        await SendAllAsync(trace, deletes, cancel);
        var sending = time.GetElapsedTime(_start);

        await ending.CancelAsync();
        var deleted = deletes is null ? new Dictionary<Guid, TimeSpan?>() : await deletes.FinishAsync();
        var settled = await new ReplayFollower(api, options, time, progress).FollowAsync(_tally.Accepted, deleted, cancel);
        return _tally.Into(settled) with { SendingSeconds = sending.TotalSeconds, TotalSeconds = time.GetElapsedTime(_start).TotalSeconds };
    }

    private async Task SendAllAsync(IEnumerable<TraceRequest> trace, ReplayDeletes? deletes, CancellationToken cancel)
    {
        var queue = Channel.CreateBounded<TraceRequest>(new BoundedChannelOptions(options.Concurrency) { SingleWriter = true });
        var workers = Enumerable.Range(0, options.Concurrency).Select(_ => WorkAsync(queue.Reader, deletes, cancel)).ToList();
        try
        {
            foreach (var request in trace)
            {
                if (options.Speed is { } speed && request.ArrivalSeconds is { } arrival)
                {
                    var early = TimeSpan.FromSeconds(arrival / speed) - time.GetElapsedTime(_start);
                    if (early > TimeSpan.Zero) await Task.Delay(early, time, cancel);
                }

                await queue.Writer.WriteAsync(request, cancel);
            }
        }
        finally
        {
            queue.Writer.Complete();
            await Task.WhenAll(workers);
        }
    }

    private async Task WorkAsync(ChannelReader<TraceRequest> queue, ReplayDeletes? deletes, CancellationToken cancel)
    {
        await foreach (var request in queue.ReadAllAsync(cancel))
        {
            var sent = time.GetTimestamp();
            try
            {
                var answer = await api.CreateInstanceAsync(options.Project, BodyOf(request), cancel, Key(request));
                _tally.Accept(answer, time.GetElapsedTime(sent).TotalMilliseconds);
                deletes?.Schedule(answer.Value.Id, request, _start);
            }
            catch (CloudProblemException refusal)
            {
                _tally.Refuse(refusal, time.GetElapsedTime(sent).TotalMilliseconds);
            }
            catch (CloudUnreachableException)
            {
                _tally.Fail("unreachable");
            }
        }
    }

    private CreateInstanceBody BodyOf(TraceRequest request)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["trace.run"] = options.Run, ["trace.index"] = Number(request.Index) };
        foreach (var (name, value) in request.Tags) labels[$"trace.{name}"] = value;
        return new CreateInstanceBody
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"r-{request.Index + 1:000000}"),
            Kind = options.Kind,
            Flavor = catalogue.FlavorOf(request.Shape),
            Image = catalogue.Image,
            Labels = labels,
        };
    }

    private string Key(TraceRequest request) => $"replay-{options.Run}-{Number(request.Index)}";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
