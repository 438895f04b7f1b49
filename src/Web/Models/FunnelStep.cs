using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>One row of the placement funnel.</summary>
/// <param name="Rule">The rule in words.</param>
/// <param name="Left">Hosts left after it.</param>
/// <param name="Refused">Hosts it refused first.</param>
/// <param name="NearestMiss">How near the nearest refused host came, or null.</param>
/// <param name="CapacityWouldHelp">Waiting or freeing could help; otherwise only another request.</param>
public sealed record FunnelStep(string Rule, int Left, int Refused, string? NearestMiss, bool CapacityWouldHelp)
{
    /// <summary>From all hosts down to those that fit.</summary>
    public static IReadOnlyList<FunnelStep> Of(PlacementExplanationView explanation)
    {
        var left = explanation.HostsConsidered;
        var steps = new List<FunnelStep> { new("All hosts", left, 0, null, false) };
        foreach (var refusal in explanation.Refusals)
        {
            left -= refusal.Hosts;
            steps.Add(new FunnelStep(
                Words.Of(refusal.Rule), left, refusal.Hosts, Near(refusal.NearestMiss),
                string.Equals(refusal.Help, "capacity", StringComparison.OrdinalIgnoreCase)));
        }

        return steps;
    }

    private static string? Near(NearestMissView? miss) => miss is null
        ? null
        : miss.Detail is { } detail ? detail
        : $"{miss.Host}{(miss.NumaNode is { } node ? $", NUMA node {node}" : "")}: {Words.Amount(miss.Resource, miss.Missing)} short";
}
