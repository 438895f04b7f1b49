namespace Cloud.Cli.Replay;

/// <summary>How to replay.</summary>
public sealed record ReplayOptions
{
    /// <summary>Name of the trace, for the report.</summary>
    public required string Trace { get; init; }
    public required string Project { get; init; }

    /// <summary>Distinguishes this replay's instances: label trace.run. A new run needs a project without instances of the same names.</summary>
    public required string Run { get; init; }

    /// <summary>vm, microvm or container.</summary>
    public required string Kind { get; init; }

    /// <summary>Image; null takes the smallest that fits.</summary>
    public string? Image { get; init; }

    /// <summary>Requests under way at once, and so connections.</summary>
    public int Concurrency { get; init; } = 64;

    /// <summary>Trace seconds per second; null is as fast as the server answers.</summary>
    public double? Speed { get; init; }

    /// <summary>Whether instances are deleted at the end of their traced lifetime. Needs a speed.</summary>
    public bool Deletes { get; init; }

    /// <summary>How long to wait, after the last request, for instances to run or fail.</summary>
    public TimeSpan SettleWithin { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>How far a replay is. Called from several threads.</summary>
public interface IReplayProgress
{
    /// <summary>Answers so far.</summary>
    void Answered(int requests, int accepted);

    /// <summary>Accepted instances that have settled.</summary>
    void Settled(int settled, int accepted);
}
