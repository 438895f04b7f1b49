using System.Globalization;
using System.Text;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Tests;

/// <summary>An explanation in lines, for golden files.</summary>
internal static class ExplanationText
{
    public static string Of(PlacementDecision decision)
    {
        var text = new StringBuilder();
        var explanation = decision.Explanation;
        text.Append(CultureInfo.InvariantCulture, $"{explanation.Profile}: {explanation.HostsFitting} of {explanation.HostsConsidered} hosts fit\n");
        foreach (var refusal in explanation.Refusals)
        {
            var miss = refusal.NearestMiss is { } near ? $", nearest {near.Host} NUMA node {near.NumaNode?.ToString(CultureInfo.InvariantCulture) ?? "-"}: {near.Missing} {near.Resource}" : "";
            text.Append(refusal.Hosts == 0 ? $"  {refusal.Rule}: passed by all\n" : $"  {refusal.Rule}: refused {refusal.Hosts} ({refusal.Help}){miss}\n");
        }

        foreach (var best in explanation.Best)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {best.Host} {best.Score} =");
            foreach (var term in best.Terms) text.Append(CultureInfo.InvariantCulture, $" {term.Scorer} {term.Value}/{term.Weight}");
            text.Append('\n');
        }

        foreach (var advice in explanation.Advice) text.Append(CultureInfo.InvariantCulture, $"  > {advice.Describe()}\n");
        if (decision.Placement is { } placement)
        {
            text.Append(CultureInfo.InvariantCulture, $"  -> {placement.Host}, {placement.DiskGib} GiB of disk\n");
            foreach (var claim in placement.Claims)
                text.Append(CultureInfo.InvariantCulture, $"     NUMA node {claim.NumaNode}: {claim.Vcpus} vCPUs, {claim.MemoryMib} MiB, cores [{string.Join(' ', claim.Cores)}]\n");
        }

        return text.Append('\n').ToString();
    }
}
