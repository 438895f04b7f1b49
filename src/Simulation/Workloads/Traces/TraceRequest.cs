namespace Cloud.Simulation.Workloads.Traces;

/// <summary>One request for an instance, as a public trace recorded it.</summary>
/// <param name="Index">Position in the trace, from 0.</param>
/// <param name="Shape">What it asks for.</param>
/// <param name="ArrivalSeconds">Seconds since the first request of the trace; null where the trace is a pure sequence.</param>
/// <param name="Lifetime">How long it lived; null where the trace does not say.</param>
/// <param name="Tags">What else the trace says (batch, strategy, group, domain): by name, in the trace's own terms.</param>
public sealed record TraceRequest(
    long Index, TraceShape Shape, double? ArrivalSeconds, TraceLifetime? Lifetime, IReadOnlyList<KeyValuePair<string, string>> Tags);

/// <summary>The size of a traced request. Traces give memory in GB; the machines behind them count in GiB, and so do we.</summary>
/// <param name="Vcpus">Virtual CPUs.</param>
/// <param name="MemoryMib">Memory, MiB.</param>
/// <param name="NumaNodes">NUMA nodes it must span with equal parts; 0 where the trace does not say.</param>
public readonly record struct TraceShape(int Vcpus, long MemoryMib, int NumaNodes);

/// <summary>A lifetime known up to its bin: longer than <paramref name="AboveSeconds"/>, at most <paramref name="AtMostSeconds"/>.</summary>
/// <param name="AboveSeconds">Exclusive lower bound, seconds.</param>
/// <param name="AtMostSeconds">Inclusive upper bound, seconds; null for the open last bin.</param>
/// <param name="Censored">Still alive when the trace ended: only the lower bound says something about the true lifetime.</param>
public sealed record TraceLifetime(double AboveSeconds, double? AtMostSeconds, bool Censored);
