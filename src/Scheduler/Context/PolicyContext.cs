using Cloud.Domain.Identity;
using Cloud.Scheduler.Lifetimes;

namespace Cloud.Scheduler.Context;

/// <summary>
/// What a policy may know beyond the ledger and the request. It comes with the request, so policies keep nothing and the same question has the
/// same answer; whoever asks keeps the count, the cursor and the tables.
/// </summary>
public sealed record PolicyContext
{
    /// <summary>Nothing known: number 0, seed 0, no previous host, the plain mix, no lifetimes.</summary>
    public static PolicyContext None { get; } = new();

    /// <summary>Number of the request, counted from 0 by whoever asks: the turn of round robin, the draw of random.</summary>
    public long Sequence { get; init; }

    /// <summary>Seed of random placement; another seed, another draw for the same request.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where the request before this one went, or null: where next-fit goes on.</summary>
    public HostId? Previous { get; init; }

    /// <summary>The guests expected in future: what fragmentation and lost slots are measured against.</summary>
    public WorkloadMix Workload { get; init; } = WorkloadMix.Doubling;

    /// <summary>When the guests on each host, and this one, are expected to leave; null when nobody predicts.</summary>
    public LifetimeView? Lifetimes { get; init; }

    /// <summary>What kinds of GPU guests each host has; null when nobody counts them.</summary>
    public GpuKinds? GpuKinds { get; init; }
}
