using Cloud.Scheduler.Slots;

namespace Cloud.Scheduler.Context;

/// <summary>A type of guest and how often it is asked for.</summary>
/// <param name="Guest">What it asks of a host.</param>
/// <param name="Share">Share of the requests, above 0; in a mix the shares add up to 1.</param>
public readonly record struct WorkloadType(GuestType Guest, double Share)
{
    /// <summary>GPUs that it asks for.</summary>
    public int Gpus { get; init; }

    /// <summary>Of each GPU, 1 to 1000 (whole).</summary>
    public int GpuThousandths { get; init; }

    /// <summary>Models that will do; empty for any.</summary>
    public IReadOnlyList<string> GpuModels { get => field ?? []; init; }
}

/// <summary>The guests expected in future, by type. Immutable.</summary>
public sealed class WorkloadMix
{
    /// <summary>More types would make every score dear; the rarest can be left out.</summary>
    public const int MaxTypes = 256;

    private readonly WorkloadType[] _types;

    /// <summary>
    /// A mix of these types in this order; shares are scaled to add up to 1. Throws when there are none, more than <see cref="MaxTypes"/>, or
    /// a share is not above 0.
    /// </summary>
    public WorkloadMix(IReadOnlyCollection<WorkloadType> types)
    {
        if (types.Count is 0 or > MaxTypes) throw new ArgumentException($"A mix has 1 to {MaxTypes} types, not {types.Count}.", nameof(types));
        var sum = types.Sum(type => type.Share > 0 && double.IsFinite(type.Share)
            ? type.Share
            : throw new ArgumentException($"A share is above 0: {type}.", nameof(types)));
        _types = [.. types.Select(type => type with { Share = type.Share / sum })];
    }

    /// <summary>One part each of 1, 2, 4, … 32 vCPUs with 4 GiB per vCPU, equally often: for when nothing better is known.</summary>
    public static WorkloadMix Doubling { get; } =
        new([.. Enumerable.Range(0, 6).Select(power => new WorkloadType(new GuestType(1 << power, 4096L << power, 0, 1, false), 1))]);

    /// <summary>The types.</summary>
    public ReadOnlySpan<WorkloadType> Types => _types;
}
