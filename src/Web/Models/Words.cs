using System.Text.RegularExpressions;

namespace Cloud.Web.Models;

/// <summary>Stable names of the API in words. A name nobody translated is split into words rather than hidden.</summary>
public static partial class Words
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["instance.create"] = "Launch",
        ["instance.start"] = "Start",
        ["instance.stop"] = "Stop",
        ["instance.reboot"] = "Reboot",
        ["instance.delete"] = "Delete",
        ["tenant-owner"] = "Tenant owner",
        ["project-admin"] = "Administrator",
        ["project-member"] = "Member",
        ["project-reader"] = "Reader",
        ["vcpus"] = "vCPUs",
        ["memoryMib"] = "memory",
        ["diskGib"] = "disk",
        ["cores"] = "cores",
        ["numaNodes"] = "NUMA nodes",
        ["instances"] = "instances",
    };

    /// <summary><c>FitsOneNumaNode</c> and <c>fits-one-numa-node</c> become <c>Fits one NUMA node</c>.</summary>
    public static string Of(string name)
    {
        if (Known.TryGetValue(name, out var known))
            return known;
        var spaced = Hump().Replace(name, " ${letter}").Replace('-', ' ').Replace('_', ' ').Trim().ToLowerInvariant();
        spaced = Acronym().Replace(spaced, match => match.Value switch { "vcpu" => "vCPU", "vcpus" => "vCPUs", "vm" => "VM", _ => match.Value.ToUpperInvariant() });
        if (spaced.Length == 0)
            return name;
        return spaced.StartsWith("vCPU", StringComparison.Ordinal) ? spaced : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }

    /// <summary>An amount of a resource in its unit.</summary>
    public static string Amount(string resource, long amount) => resource switch
    {
        "memoryMib" => Show.Memory(amount),
        "diskGib" => Show.Disk(amount) + " disk",
        _ => $"{Show.Number(amount)} {Of(resource)}",
    };

    [GeneratedRegex("(?<=[a-z0-9])(?<letter>[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Hump();

    [GeneratedRegex(@"\b(numa|vcpus?|cpu|vm|id|api)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Acronym();
}
