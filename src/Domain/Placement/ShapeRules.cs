using Cloud.Domain.Iaas;

namespace Cloud.Domain.Placement;

/// <summary>What is wrong with one field of a shape, and what would be accepted.</summary>
/// <param name="Field">Path of the field within the shape, camelCase.</param>
/// <param name="Message">Continues the sentence that the field begins.</param>
/// <param name="Accepted">What would do.</param>
public sealed record ShapeComplaint(string Field, string Message, string Accepted);

/// <summary>What makes a shape valid: sizes, their division over NUMA nodes, and what it needs besides. All complaints are listed.</summary>
public static class ShapeRules
{
    /// <summary>Everything that is wrong with the shape; empty for a valid one.</summary>
    public static IReadOnlyList<ShapeComplaint> Check(InstanceShape shape)
    {
        var check = new Complaints();
        check.Range("vcpus", shape.Vcpus, 1, InstanceShape.MaxVcpus);
        check.Range("memoryMib", shape.MemoryMib, 1, InstanceShape.MaxMemoryMib);
        check.Range("diskGib", shape.DiskGib, 0, InstanceShape.MaxDiskGib);
        Form(check, shape);
        return check.All;
    }

    /// <summary>The same whatever the size: limits on sizes are for what users may ask, not for what a ledger can count.</summary>
    public static IReadOnlyList<ShapeComplaint> CheckForm(InstanceShape shape)
    {
        var check = new Complaints();
        Form(check, shape);
        return check.All;
    }

    private static void Form(Complaints check, InstanceShape shape)
    {
        if (shape.NumaNodes is < 0 or > InstanceShape.MaxNumaNodes)
            check.Add("numaNodes", $"is {shape.NumaNodes}", $"0 (automatic) to {InstanceShape.MaxNumaNodes}");
        else if (shape.NumaNodes > 1 && shape.Needs?.GuestNumaNodes.Count is not > 0 && (shape.Vcpus % shape.NumaNodes != 0 || shape.MemoryMib % shape.NumaNodes != 0))
            check.Add("numaNodes", "does not divide vcpus and memoryMib into equal parts", "a divisor of both");
        if (shape.Needs is { } needs)
        {
            Layout(check, shape, needs);
            Cpu(check, shape, needs);
            Pages(check, shape, needs);
            Devices(check, needs);
            Host(check, needs);
        }
        else if (shape.CpuPolicy == CpuPolicy.Mixed)
        {
            check.Add("cpu.dedicatedVcpus", "is missing", "with policy mixed: how many of the vCPUs have cores");
        }
    }

    private static void Layout(Complaints check, InstanceShape shape, InstanceNeeds needs)
    {
        var nodes = needs.GuestNumaNodes;
        if (needs.Layout == NumaLayout.None)
        {
            if (shape.NumaNodes > 0 || nodes.Count > 0) check.Add("numa.layout", "is none, but NUMA nodes are asked for", "none without nodes, or nodes");
            if (shape.CpuPolicy == CpuPolicy.Mixed) check.Add("numa.layout", "is none, which mixed vCPUs cannot have", "nodes");
            if (needs.Devices.Any(device => device.Affinity == DeviceAffinity.Required))
                check.Add("numa.layout", "is none, but a device is required on a NUMA node of the guest", "nodes");
        }

        if (nodes.Count == 0) return;
        if (nodes.Count > InstanceShape.MaxNumaNodes || nodes.Count != shape.NumaNodes)
        {
            check.Add("numa.nodes", $"has {nodes.Count} entries", $"1 to {InstanceShape.MaxNumaNodes}, as many as numaNodes says");
            return;
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            check.Range($"numa.nodes[{i}].vcpus", nodes[i].Vcpus, 1, InstanceShape.MaxVcpus);
            check.Range($"numa.nodes[{i}].memoryMib", nodes[i].MemoryMib, 1, InstanceShape.MaxMemoryMib);
            check.Range($"numa.nodes[{i}].dedicatedVcpus", nodes[i].DedicatedVcpus, 0, Math.Max(0, nodes[i].Vcpus));
        }

        if (nodes.Sum(node => (long)node.Vcpus) != shape.Vcpus || nodes.Sum(node => node.MemoryMib) != shape.MemoryMib)
            check.Add("numa.nodes", "does not add up to vcpus and memoryMib", "nodes of which the sums are the shape's");
    }

    private static void Cpu(Complaints check, InstanceShape shape, InstanceNeeds needs)
    {
        var onNodes = needs.GuestNumaNodes.Sum(node => (long)node.DedicatedVcpus);
        if (shape.CpuPolicy != CpuPolicy.Mixed)
        {
            if (needs.DedicatedVcpus != 0 || onNodes != 0) check.Add("cpu.dedicatedVcpus", "is given", "only with policy mixed");
        }
        else if (needs.DedicatedVcpus < 1 || needs.DedicatedVcpus >= shape.Vcpus)
        {
            check.Add("cpu.dedicatedVcpus", $"is {needs.DedicatedVcpus}", "at least one vCPU and not all of them");
        }
        else if (needs.GuestNumaNodes.Count > 0 && onNodes != needs.DedicatedVcpus)
        {
            check.Add("cpu.dedicatedVcpus", $"is {needs.DedicatedVcpus}, but the NUMA nodes have {onNodes}", "the sum over the NUMA nodes");
        }
        else if (needs.GuestNumaNodes.Count == 0 && shape.NumaNodes > 1 && needs.DedicatedVcpus % shape.NumaNodes != 0)
        {
            check.Add("cpu.dedicatedVcpus", "does not divide into equal parts", "a multiple of numaNodes");
        }

        if (shape.CpuPolicy == CpuPolicy.Shared && needs.Threads != ThreadPolicy.Prefer)
            check.Add("cpu.threads", "is given for shared vCPUs", "prefer, or policy dedicated or mixed");
    }

    private static void Pages(Complaints check, InstanceShape shape, InstanceNeeds needs)
    {
        if (needs.Pages.Mib() is not (> 0 and var size)) return;
        var nodes = needs.GuestNumaNodes;
        var parts = Math.Max(1, shape.NumaNodes);
        if (nodes.Count > 0 ? nodes.Any(node => node.MemoryMib % size != 0) : shape.MemoryMib % (size * parts) != 0)
            check.Add("memory.pageSize", "does not divide the memory of each NUMA node", $"memory in whole pages of {size} MiB on each NUMA node");
    }

    private static void Devices(Complaints check, InstanceNeeds needs)
    {
        if (needs.Devices.Count > InstanceNeeds.MaxDeviceNeeds)
            check.Add("devices", $"has {needs.Devices.Count} entries", $"at most {InstanceNeeds.MaxDeviceNeeds}");
        if (needs.Devices.Sum(device => (long)device.Count) > InstanceNeeds.MaxDevices)
            check.Add("devices", "asks for too many devices", $"at most {InstanceNeeds.MaxDevices} in all");
        var cards = needs.Devices.Where(device => device.Kind == DeviceKind.Nic).Select(device => device.Thousandths).Distinct().Count();
        if (cards > 1) check.Add("devices", "asks for whole network cards and for their functions", "one of both");
        for (var i = 0; i < needs.Devices.Count; i++)
        {
            var need = needs.Devices[i];
            check.Range($"devices[{i}].count", need.Count, 1, InstanceNeeds.MaxDevices);
            var (least, most) = need.Kind switch { DeviceKind.Nic => (0, HostDevice.Whole), DeviceKind.Gpu => (1, HostDevice.Whole), _ => (HostDevice.Whole, HostDevice.Whole) };
            if (need.Thousandths < least || need.Thousandths > most || (need.Kind == DeviceKind.Nic && need.Thousandths is not (0 or HostDevice.Whole)))
                check.Add($"devices[{i}].thousandths", $"is {need.Thousandths}", "1000 for a whole device, 1 to 999 of a gpu, 0 for a virtual function of a nic");
            if (need.Models.Count > InstanceNeeds.MaxTraits) check.Add($"devices[{i}].models", $"has {need.Models.Count} entries", $"at most {InstanceNeeds.MaxTraits}");
        }
    }

    private static void Host(Complaints check, InstanceNeeds needs)
    {
        check.Range("network.bandwidthMbps", needs.NetworkMbps, 0, InstanceNeeds.MaxNetworkMbps);
        Names(check, "traits.required", needs.RequiredTraits);
        Names(check, "traits.forbidden", needs.ForbiddenTraits);
        Names(check, "traits.anyOf", needs.AnyTraits);
        if (needs.Hypervisor is { } hypervisor && !ResourceName.IsValid(hypervisor))
            check.Add("isolation.hypervisor", $"is '{hypervisor}'", ResourceName.Rule);
        foreach (var trait in needs.RequiredTraits.Intersect(needs.ForbiddenTraits, StringComparer.Ordinal))
            check.Add("traits.forbidden", $"has '{trait}', which is required", "traits that are not required");
    }

    private static void Names(Complaints check, string field, IReadOnlyList<string> names)
    {
        if (names.Count > InstanceNeeds.MaxTraits) check.Add(field, $"has {names.Count} entries", $"at most {InstanceNeeds.MaxTraits}");
        for (var i = 0; i < names.Count; i++)
        {
            if (!ResourceName.IsValid(names[i])) check.Add($"{field}[{i}]", $"is '{names[i]}'", ResourceName.Rule);
        }
    }

    private sealed class Complaints
    {
        public List<ShapeComplaint> All { get; } = [];

        public void Add(string field, string message, string accepted) => All.Add(new(field, message, accepted));

        public void Range(string field, long value, long least, long most)
        {
            if (value < least || value > most) Add(field, $"is {value}", $"{least} to {most}");
        }
    }
}
