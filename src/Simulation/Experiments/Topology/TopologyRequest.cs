using System.Globalization;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Topology;

/// <summary>One VM of a sequence with its group.</summary>
/// <param name="Shape">What it asks for.</param>
/// <param name="Strategy"><c>affinity</c>, <c>anti-affinity</c>, <c>fault_domain</c>, or empty for one on its own.</param>
/// <param name="Group">Number of the group within its strategy.</param>
/// <param name="Domain">Fault domain within the group, 0 for other strategies.</param>
public sealed record TopologyRequest(TraceShape Shape, string Strategy, int Group, int Domain)
{
    /// <summary>Name of the group, unique in the sequence; empty for a VM on its own.</summary>
    public string GroupName => Strategy.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Strategy}-{Group}");

    /// <summary>Reads the tags of the data set. Throws when they are not whole numbers.</summary>
    public static TopologyRequest Of(TraceRequest request)
    {
        var tags = request.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        return new(request.Shape, tags.GetValueOrDefault("strategy", ""), Number("group"), Number("domain"));

        int Number(string name) => tags.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
    }
}
