namespace Cloud.Simulation.Machine.Programs;

/// <summary>Counts finished requests and their times.</summary>
public sealed class RequestCounter
{
    private readonly List<long>? _samples;

    internal RequestCounter(int id, string name, bool keepsSamples)
    {
        Id = id;
        Name = name;
        _samples = keepsSamples ? [] : null;
    }

    internal int Id { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Requests finished.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of their times, in ns.</summary>
    public long TotalNs { get; private set; }

    /// <summary>Longest time, in ns.</summary>
    public long MaxNs { get; private set; }

    /// <summary>Mean time, in ns.</summary>
    public double MeanNs => Count == 0 ? 0 : (double)TotalNs / Count;

    /// <summary>Every time, in order of completion, if asked for.</summary>
    public IReadOnlyList<long> SamplesNs => _samples ?? [];

    internal void Add(long ns)
    {
        Count++;
        TotalNs += ns;
        MaxNs = Math.Max(MaxNs, ns);
        _samples?.Add(ns);
    }
}
