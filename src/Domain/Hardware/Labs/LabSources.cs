using System.Globalization;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Validation;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Where the numbers of a lab come from: the constants behind its model, and the published measurements of the same lecture concept.</summary>
public static class LabSources
{
    private static readonly Dictionary<string, string[]> Families = new(StringComparer.Ordinal)
    {
        ["process-creation"] = ["process"],
        ["ipc"] = ["process", "switch.direct"],
        ["context-switch"] = ["switch.direct"],
        ["cache-refill"] = ["switch.direct", "switch.cache"],
        ["lru-picture"] = ["switch.cache"],
        ["tlb-tags"] = ["switch.tlb"],
        ["clock-tick"] = ["switch.tick", "switch.cache"],
        ["thread-models"] = ["threads"],
        ["one-to-one"] = ["process"],
        ["cfs"] = ["cfs"],
        ["eevdf"] = ["eevdf"],
        ["web-client"] = ["client"],
        ["tlp"] = ["client"],
        ["server-models"] = ["server", "process.syscall"],
        ["speed-up"] = ["smt"],
        ["trap-theorem"] = ["vm"],
        ["hypervisor-types"] = ["exit.isca16-kvm-x86", "exit.isca16-xen-x86", "exit.isca16-kvm-arm", "exit.isca16-xen-arm"],
        ["tcb"] = ["tcb"],
        ["trap-and-emulate"] = ["vm", "exit.amd-milan", "exit.intel-icx"],
        ["exit-rate"] = ["exit.pollution", "exit.amd-milan", "exit.intel-icx"],
        ["hypercall-batching"] = ["exit.amd-milan", "exit.intel-icx", "exit.send-ipi-batch"],
        ["exit-profile"] = ["exit.amd-milan", "exit.intel-icx", "exit.wake", "halt-poll"],
        ["steal"] = ["service.cpu-ratio-general", "service.cpu-ratio-openstack", "service.cpu-ratio-dedicated"],
        ["lock-holder"] = ["spin"],
        ["nested-paging"] = ["paging"],
        ["page-isolation"] = ["share"],
        ["idle-tax"] = ["reclaim"],
        ["reclaim"] = ["reclaim", "balloon", "ksm", "zswap", "swap"],
        ["numa"] = ["numa", "memory"],
        ["device-models"] = ["io", "ethernet"],
        ["sr-iov"] = ["io", "ethernet", "iommu"],
        ["microvm-boot"] = ["boot", "vmm"],
        ["confidential-vm"] = ["confidential", "swiotlb"],
        ["sandboxes"] = ["kata", "gvisor", "vmm", "tcb"],
        ["namespaces"] = ["namespace"],
        ["overlay"] = ["overlay", "image"],
        ["cpu-quota"] = ["cpu-max"],
        ["memory-group"] = ["memory-high", "memory.charge-batch", "oom", "psi"],
        ["live-migration"] = ["migration"],
        ["noisy-neighbour"] = ["llc", "memory", "isolation"],
        ["consolidation"] = ["power"],
        ["service-models"] = ["service", "tcb"],
    };

    /// <summary>The families of constants behind the lab, by key.</summary>
    public static IReadOnlyList<ModelConstant> Constants(Lab lab) =>
        [.. ModelConstants.All.Where(constant => Families[lab.Id].Any(family => ModelConstants.IsInFamily(constant.Key, family)))];

    /// <summary>The published points of a report that measure the lab's lecture concept.</summary>
    public static IReadOnlyList<ValidationResult> Points(Lab lab, ValidationReport report)
    {
        var concepts = Concepts(lab.Concept);
        return [.. report.Results.Where(result => Concepts(result.Point.Concept).Overlaps(concepts))];
    }

    /// <summary>The numbers of the lecture concepts a text names: <c>L4, L7</c> and <c>L26–27</c> and <c>L26 and L27</c>.</summary>
    public static IReadOnlySet<int> Concepts(string text)
    {
        var found = new HashSet<int>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != 'L' || (at > 0 && char.IsLetterOrDigit(text[at - 1])) || !TryNumber(text, at + 1, out var first, out var end)) continue;
            found.Add(first);
            if (end >= text.Length || text[end] is not ('–' or '-')) continue;
            var second = end + 1 < text.Length && text[end + 1] == 'L' ? end + 2 : end + 1;
            if (!TryNumber(text, second, out var last, out _)) continue;
            for (var number = first; number <= last; number++) found.Add(number);
        }

        return found;
    }

    private static bool TryNumber(string text, int start, out int number, out int end)
    {
        for (end = start; end < text.Length && char.IsAsciiDigit(text[end]);) end++;
        return int.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
