using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>What an instance asks of a host beyond sizes, as options of the <c>cloud</c> command and as words for people.</summary>
public static class NeedsWords
{
    /// <summary>The options in the order in which the command lists them.</summary>
    public static IEnumerable<string> Options(NeedsBody? needs) => Pairs(needs).SelectMany(pair => new[] { pair.Option, pair.Value });

    /// <summary>Option and value of everything that is asked.</summary>
    public static IEnumerable<(string Option, string Value)> Pairs(NeedsBody? needs)
    {
        if (needs is null) yield break;
        if (Numa(needs.Numa) is { } numa) yield return ("--numa", numa);
        if (needs.Cpu?.Policy is { } policy) yield return ("--cpu", needs.Cpu.DedicatedVcpus > 0 ? $"{policy}:{Number(needs.Cpu.DedicatedVcpus)}" : policy);
        if (needs.Cpu is { Threads: not "prefer" and var threads }) yield return ("--threads", threads);
        if (needs.Memory is { } memory) yield return ("--pages", memory.PageSize);
        foreach (var device in needs.Devices ?? []) yield return ("--device", Device(device));
        if (needs.Network is { } network) yield return ("--bandwidth", Number(network.BandwidthMbps));
        if (needs.Isolation is { Confidential: not "none" and var technology }) yield return ("--confidential", technology);
        if (needs.Isolation?.Hypervisor is { } hypervisor) yield return ("--hypervisor", hypervisor);
        foreach (var trait in needs.Traits?.Required ?? []) yield return ("--trait", trait);
        foreach (var trait in needs.Traits?.Forbidden ?? []) yield return ("--trait", $"!{trait}");
        if (needs.Traits?.AnyOf is { Count: > 0 } any) yield return ("--trait", string.Join('|', any));
    }

    private static string? Numa(NumaNeedBody? numa) => numa switch
    {
        null => null,
        { Nodes: { Count: > 0 } nodes } => string.Join(',', nodes.Select(node =>
            $"{Number(node.Vcpus)}:{Number(node.MemoryMib)}{(node.DedicatedVcpus > 0 ? $":{Number(node.DedicatedVcpus)}" : "")}")),
        { Layout: "none" } => "none",
        { Count: 0 } => "auto",
        { Count: { } count } => Number(count),
        _ => null,
    };

    private static string Device(DeviceNeedBody device) => device.Kind
        + (device.Count == 1 ? "" : $",count={Number(device.Count)}")
        + (device.Thousandths is { } share ? $",share={Number(share)}" : "")
        + (device.Affinity is "preferred" ? "" : $",affinity={device.Affinity}")
        + string.Concat((device.Models ?? []).Select(model => $",model={model}"));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
