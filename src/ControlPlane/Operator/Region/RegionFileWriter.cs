using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>Writes a region file the way people like to read it: one line per pool, group and host. Pure.</summary>
public static class RegionFileWriter
{
    /// <summary>The file as text, ending in a newline; <see cref="RegionFileReader"/> reads it back.</summary>
    public static string Write(RegionFile file)
    {
        var text = new StringBuilder();
        text.Append("{\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"name\": {Quote(file.Name)},\n");
        if (file.Note.Length > 0) text.Append(CultureInfo.InvariantCulture, $"  \"note\": {Quote(file.Note)},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"placementProfile\": {Quote(file.PlacementProfile)},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"speed\": {file.Speed},\n");
        text.Append(CultureInfo.InvariantCulture,
            $"  \"reserve\": {{ \"coresPerNumaNode\": {file.Reserve.CoresPerNumaNode}, \"memoryMibPerNumaNode\": {file.Reserve.MemoryMibPerNumaNode}, \"diskGib\": {file.Reserve.DiskGib} }},\n");
        text.Append("  \"pools\": [\n");
        Lines(text, "    ", file.Pools.Select(Pool));
        if (file.OvercommitRules.Count > 0)
        {
            text.Append("  ],\n  \"overcommitRules\": [\n");
            Lines(text, "    ", file.OvercommitRules.Select(Rule));
        }

        text.Append("  ],\n");
        if (file.Live is { } live)
            text.Append(CultureInfo.InvariantCulture, $"  \"live\": {{ \"heartbeatSeconds\": {live.HeartbeatSeconds}, \"leaseSeconds\": {live.LeaseSeconds}, \"autoEvacuate\": {(live.AutoEvacuate ? "true" : "false")} }},\n");
        text.Append("  \"zones\": [\n");
        Lines(text, "    ", file.Zones.Select(Zone));
        text.Append("  ]\n}\n");
        return text.ToString();
    }

    private static string Pool(RegionPool pool) => string.Create(CultureInfo.InvariantCulture,
        $"{{ \"name\": {Quote(pool.Name)}, \"cpuRatio\": {pool.CpuRatio}, \"memoryRatio\": {pool.MemoryRatio}, \"chargeOverhead\": {(pool.ChargeOverhead ? "true" : "false")}{(pool.Overcommit is { } policy ? $", \"overcommit\": {{ {Policy(policy)}{Budget(policy)} }}" : "")} }}");

    private static string Policy(RegionOvercommit policy) => policy.Policy switch
    {
        "percentile" => FormattableString.Invariant($"\"policy\": \"percentile\", \"percentile\": {policy.Value}"),
        "n-sigma" => FormattableString.Invariant($"\"policy\": \"n-sigma\", \"sigmas\": {policy.Value}"),
        "max" => $"\"policy\": \"max\", \"of\": [{string.Join(", ", policy.Of.Select(part => $"{{ {Policy(part)} }}"))}]",
        _ => FormattableString.Invariant($"\"policy\": \"static\", \"ratio\": {policy.Value}"),
    };

    private static string Budget(RegionOvercommit policy) => policy.Budget is not { } budget ? "" : FormattableString.Invariant(
        $", \"violationBudget\": {{ \"timeShare\": {budget.TimeShare}, \"stealAbove\": {budget.StealAbove}, \"readyAbove\": {budget.ReadyAbove} }}");

    private static string Rule(RegionOvercommitRule rule)
    {
        var conditions = string.Concat(
            new[] { ("pool", rule.Pool), ("tenant", rule.Tenant), ("project", rule.Project), ("kind", rule.Kind) }.Where(condition => condition.Item2.Length > 0)
                .Select(condition => $"\"{condition.Item1}\": {Quote(condition.Item2)}, "));
        return $"{{ {conditions}{Policy(rule.Policy)}{Budget(rule.Policy)} }}";
    }

    private static string Zone(RegionZone zone)
    {
        var text = new StringBuilder();
        text.Append("{\n      \"name\": ").Append(Quote(zone.Name)).Append(",\n      \"racks\": [\n");
        Lines(text, "        ", zone.Racks.Select(Rack));
        return text.Append("      ]\n    }").ToString();
    }

    private static string Rack(RegionRack rack)
    {
        var text = new StringBuilder();
        text.Append("{\n          \"name\": ").Append(Quote(rack.Name));
        Section(text, "groups", rack.Groups.Select(Group));
        Section(text, "hosts", rack.Hosts.Select(Host));
        return text.Append("\n        }").ToString();
    }

    private static void Section(StringBuilder text, string name, IEnumerable<string> lines)
    {
        var list = lines.ToList();
        if (list.Count == 0) return;
        text.Append(",\n          \"").Append(name).Append("\": [\n");
        Lines(text, "            ", list);
        text.Append("          ]");
    }

    private static string Group(RegionHostGroup group)
    {
        var mode = group.NumaMode.Length == 0 ? "" : $"\"numaMode\": {Quote(group.NumaMode)}, ";
        return string.Create(CultureInfo.InvariantCulture,
            $"{{ \"profile\": {Quote(group.Profile)}, {mode}\"pool\": {Quote(group.Pool)}, \"count\": {group.Count}{Pages(group.Pages2MPerNumaNode, group.Pages1GPerNumaNode, "PerNumaNode")}{RegionFeatureParts.Write(group.Features)} }}");
    }

    private static string Host(RegionHost host)
    {
        var name = host.Name.Length == 0 ? "" : $"\"name\": {Quote(host.Name)}, ";
        var numaNodes = string.Join(", ", host.NumaNodes.Select(node => string.Create(CultureInfo.InvariantCulture,
            $"{{ \"cores\": {node.Cores}, \"threadsPerCore\": {node.ThreadsPerCore}, \"memoryMib\": {node.MemoryMib}{Pages(node.Pages2M, node.Pages1G, "")} }}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{{ {name}\"pool\": {Quote(host.Pool)}, \"diskGib\": {host.DiskGib}, \"numaNodes\": [{numaNodes}]{RegionFeatureParts.Write(host.Features)} }}");
    }

    private static string Pages(int small, int large, string suffix) =>
        (small == 0 ? "" : $", \"pages2M{suffix}\": {small}") + (large == 0 ? "" : $", \"pages1G{suffix}\": {large}");

    private static void Lines(StringBuilder text, string indent, IEnumerable<string> items)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(",\n");
            text.Append(indent).Append(item);
            first = false;
        }

        text.Append('\n');
    }

    internal static string Quote(string value) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)}\"";
}
