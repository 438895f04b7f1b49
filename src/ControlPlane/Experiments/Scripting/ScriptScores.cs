using Cloud.Domain.Identity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>Notes the hosts that take the guest while the pipeline looks at them, and has no opinion.</summary>
internal sealed class FactsCapture : IExternalScorer
{
    private readonly Dictionary<HostId, HostFacts> _facts = [];

    public string Name => "Script";

    public IReadOnlyList<HostFacts> Facts => [.. _facts.Values];

    public double Score(in HostView host, PlacementAsk ask, int parts)
    {
        _facts[host.Description.Id] = HostFacts.Of(host, parts);
        return 0;
    }
}

/// <summary>What a script said of each host. Hosts that came to fit since then have the least that it said of any.</summary>
internal sealed class ScriptScores : IExternalScorer
{
    private readonly Dictionary<HostId, double> _scores;
    private readonly double _least;

    public ScriptScores(IReadOnlyList<HostFacts> hosts, IReadOnlyList<double> scores)
    {
        _scores = hosts.Select((host, at) => (host.Host, scores[at])).ToDictionary();
        _least = scores.Count == 0 ? 0 : scores.Min();
    }

    public string Name => "Script";

    public double Score(in HostView host, PlacementAsk ask, int parts) => _scores.GetValueOrDefault(host.Description.Id, _least);
}
