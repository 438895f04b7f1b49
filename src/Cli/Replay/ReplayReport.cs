using System.Text.Json.Serialization;

namespace Cloud.Cli.Replay;

/// <summary>What came of a replay. Every request stands in exactly one of running, deleted, failed, unsettled, refused and errors.</summary>
public sealed record ReplayReport
{
    public required string Run { get; init; }
    public required string Trace { get; init; }
    public required string Project { get; init; }
    public required int Concurrency { get; init; }

    /// <summary>Requests taken from the trace.</summary>
    public required int Requested { get; init; }

    /// <summary>Answered with 201.</summary>
    public required int Accepted { get; init; }

    /// <summary>Accepted and seen running at the end.</summary>
    public required int Running { get; init; }

    /// <summary>Accepted and deleted when their traced lifetime was over (only with --deletes).</summary>
    public required int Deleted { get; init; }

    /// <summary>Accepted and ended in error.</summary>
    public required int Failed { get; init; }

    /// <summary>Accepted and neither running nor failed when the waiting ended, or gone.</summary>
    public required int Unsettled { get; init; }

    /// <summary>Refused with a reason: which, and which resource was missing.</summary>
    public required IReadOnlyList<ReplayCount> Refused { get; init; }

    /// <summary>Anything else: refusals without a reason, lost connections.</summary>
    public required IReadOnlyList<ReplayCount> Errors { get; init; }

    /// <summary>Tries beyond the first (429, 503, lost connections).</summary>
    public required int Retries { get; init; }

    /// <summary>From sending to 201, retries included.</summary>
    public required LatencySummary CreateLatencyMs { get; init; }

    /// <summary>From sending to a refusal with a reason.</summary>
    public required LatencySummary RefusalLatencyMs { get; init; }

    /// <summary>From creation to running, by the server's clock.</summary>
    public required LatencySummary TimeToRunningMs { get; init; }

    /// <summary>First request to last answer, seconds.</summary>
    public required double SendingSeconds { get; init; }

    /// <summary>First request to the last instance settled, seconds.</summary>
    public required double TotalSeconds { get; init; }

    /// <summary>Accepted requests per second of sending.</summary>
    public double CreatesPerSecond => SendingSeconds > 0 ? Accepted / SendingSeconds : 0;

    /// <summary>True when every request ended as running (or deleted in time) or as a refusal with a reason.</summary>
    public bool AllAccountedFor => Running + Deleted + Refused.Sum(entry => entry.Count) == Requested;
}

/// <param name="Reason">Kind of problem, for example no-capacity.</param>
/// <param name="Resource">What was missing, or null.</param>
/// <param name="Count">How many requests.</param>
public sealed record ReplayCount(string Reason, string? Resource, int Count);

/// <summary>Source-generated JSON of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayReport))]
public sealed partial class ReplayJson : JsonSerializerContext;
