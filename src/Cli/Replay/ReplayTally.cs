using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Replay;

/// <summary>Counts answers. Thread-safe.</summary>
internal sealed class ReplayTally(IReplayProgress? progress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Reason, string? Resource), int> _refused = [];
    private readonly Dictionary<(string Reason, string? Resource), int> _errors = [];
    private readonly List<double> _accepted = [];
    private readonly List<double> _refusals = [];
    private int _retries;
    private int _answered;

    /// <summary>Ids of accepted instances.</summary>
    public HashSet<Guid> Accepted { get; } = [];

    public int Requested => _answered;

    public void Accept(ApiAnswer<InstanceView> answer, double milliseconds)
    {
        lock (_lock)
        {
            _accepted.Add(milliseconds);
            _retries += answer.Tries - 1;
            // The same id twice would hide a lost request: count it as what it is.
            if (!Accepted.Add(answer.Value.Id)) Count(_errors, ("same instance twice", null));
            Next();
        }
    }

    public void Refuse(CloudProblemException refusal, double milliseconds)
    {
        lock (_lock)
        {
            if (ReasonOf(refusal) is { } reason)
            {
                _refusals.Add(milliseconds);
                Count(_refused, reason);
            }
            else
            {
                Count(_errors, (refusal.Kind, null));
            }

            Next();
        }
    }

    public void Fail(string what)
    {
        lock (_lock)
        {
            Count(_errors, (what, null));
            Next();
        }
    }

    /// <summary>Writes what was counted into a report. Call when nothing is under way any more.</summary>
    public ReplayReport Into(ReplayReport report) => report with
    {
        Requested = _answered,
        Accepted = Accepted.Count,
        Refused = Sorted(_refused),
        Errors = Sorted(_errors),
        Retries = _retries,
        CreateLatencyMs = LatencySummary.Of(_accepted),
        RefusalLatencyMs = LatencySummary.Of(_refusals),
    };

    /// <summary>A refusal counts only with its reason: for capacity the rule that refused most hosts, for quota the resource.</summary>
    private static (string Reason, string? Resource)? ReasonOf(CloudProblemException refusal) => refusal.Kind switch
    {
        "no-capacity" when refusal.Problem.Explanation?.Refusals is { Count: > 0 } rules && rules.MaxBy(rule => rule.Hosts) is { } top =>
            (refusal.Kind, top.NearestMiss?.Resource ?? top.Rule),
        "quota-exceeded" when refusal.Problem.Quota is { } quota => (refusal.Kind, quota.Resource),
        _ => null,
    };

    private static void Count(Dictionary<(string, string?), int> counts, (string, string?) key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static List<ReplayCount> Sorted(Dictionary<(string Reason, string? Resource), int> counts) =>
        [.. counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key.Reason, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Resource, StringComparer.Ordinal).Select(entry => new ReplayCount(entry.Key.Reason, entry.Key.Resource, entry.Value))];

    private void Next()
    {
        _answered++;
        progress?.Answered(_answered, Accepted.Count);
    }
}
