using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>What an instance asks and what it holds, in words.</summary>
internal static class PlacementText
{
    /// <summary>One NUMA node's claim: vCPUs, memory, and by name whatever is held alone.</summary>
    public static string Claim(NumaClaimView claim) =>
        $"{Text.Number(claim.NumaNode)}: {Text.Number(claim.Vcpus)} vCPU, {Text.Memory(claim.MemoryMib)}"
        + (claim is { Pages: { } pages, PageSize: { } size } ? $" ({Text.Number(pages)} pages of {size})" : "")
        + (claim.Cores.Count == 0 ? "" : $", cores {Numbers(claim.Cores)}")
        + (claim.Threads is { } threads ? $", pinned to threads {Numbers(threads)}" : "");

    /// <summary>Devices with their virtual functions or shares; null for none.</summary>
    public static string? Devices(PlacementView placement) => placement.Devices is not { Count: > 0 } devices ? null
        : string.Join("; ", devices.Select(device => device.Functions.Count > 0
            ? $"{device.Device} functions {Numbers(device.Functions)}"
            : device.Units == 1000 ? device.Device : $"{Text.Number(device.Units)}/1000 of {device.Device}"));

    /// <summary>What is asked beyond sizes, as the options of <see cref="NeedsOptions"/> say it; null for nothing.</summary>
    public static string? Needs(NeedsBody? needs) => needs is null ? null : string.Join(", ", Words(needs));

    private static IEnumerable<string> Words(NeedsBody needs)
    {
        if (needs.Numa is { Nodes: { Count: > 0 } nodes }) yield return $"NUMA {string.Join(',', nodes.Select(Node))}";
        else if (needs.Numa is { Layout: "none" }) yield return "NUMA none";
        if (needs.Cpu is { } cpu)
        {
            if (cpu.DedicatedVcpus > 0) yield return $"{Text.Number(cpu.DedicatedVcpus)} own vCPUs";
            yield return $"threads {cpu.Threads}";
        }

        if (needs.Memory is { } memory) yield return $"pages {memory.PageSize}";
        foreach (var device in needs.Devices ?? [])
            yield return $"{Text.Number(device.Count)} {device.Kind}{(device.Thousandths is { } share and not 0 ? $" ({Text.Number(share)}/1000)" : "")} {device.Affinity}{Models(device)}";
        if (needs.Network is { } network) yield return $"{Text.Number(network.BandwidthMbps)} Mb/s";
        if (needs.Isolation is { } isolation) yield return $"confidential {isolation.Confidential}{(isolation.Hypervisor is { } name ? $", hypervisor {name}" : "")}";
        if (needs.Traits is { } traits) yield return $"traits {string.Join(' ', [.. traits.Required ?? [], .. (traits.Forbidden ?? []).Select(trait => $"!{trait}"), string.Join('|', traits.AnyOf ?? [])])}".TrimEnd();
    }

    private static string Node(GuestNumaNodeBody node) => string.Create(CultureInfo.InvariantCulture,
        $"{node.Vcpus}:{node.MemoryMib}{(node.DedicatedVcpus > 0 ? $":{node.DedicatedVcpus}" : "")}");

    private static string Models(DeviceNeedBody device) => device.Models is { Count: > 0 } models ? $" [{string.Join(' ', models)}]" : "";

    /// <summary>Ascending numbers, runs of three and more drawn together.</summary>
    private static string Numbers(IReadOnlyList<int> numbers)
    {
        var words = new List<string>();
        for (var first = 0; first < numbers.Count;)
        {
            var last = first;
            while (last + 1 < numbers.Count && numbers[last + 1] == numbers[last] + 1) last++;
            if (last - first >= 2) words.Add($"{Text.Number(numbers[first])}-{Text.Number(numbers[last])}");
            else for (var at = first; at <= last; at++) words.Add(Text.Number(numbers[at]));
            first = last + 1;
        }

        return string.Join(' ', words);
    }
}
