using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>What a host has besides cores, memory and disk, as an operator writes it; for a group, on top of what its profile has.</summary>
/// <param name="Devices">Devices, each on a NUMA node.</param>
/// <param name="Traits">Traits by name.</param>
/// <param name="Hypervisor">Hypervisor by name; empty for the default.</param>
/// <param name="NetworkMbps">Network bandwidth for guests, Mb/s; null for the profile's, or 0.</param>
/// <param name="Confidential">Technology: <c>none</c>, <c>sev-snp</c>, <c>tdx</c>; empty for the profile's, or none.</param>
/// <param name="ConfidentialGuests">Guests that may have a key; null for the profile's, or 0.</param>
public sealed record RegionFeatures(
    IReadOnlyList<HostDevice> Devices, IReadOnlyList<string> Traits, string Hypervisor = "", int? NetworkMbps = null, string Confidential = "",
    int? ConfidentialGuests = null)
{
    public static RegionFeatures None { get; } = new([], []);

    public bool IsNone => Devices.Count == 0 && Traits.Count == 0 && Hypervisor.Length == 0 && NetworkMbps is null && Confidential.Length == 0 && ConfidentialGuests is null;

    internal static readonly (string Name, ConfidentialTechnology Value)[] Technologies =
        [("none", ConfidentialTechnology.None), ("sev-snp", ConfidentialTechnology.SevSnp), ("tdx", ConfidentialTechnology.Tdx)];

    internal static readonly (string Name, DeviceKind Value)[] Kinds =
        [("nic", DeviceKind.Nic), ("gpu", DeviceKind.Gpu), ("nvme", DeviceKind.Nvme), ("accelerator", DeviceKind.Accelerator)];
}

/// <summary>Reads, resolves and writes <see cref="RegionFeatures"/>. Pure.</summary>
internal static class RegionFeatureParts
{
    public static RegionFeatures Read(RegionCursor at) => new(
        at.Objects("devices", 0, HostFeatures.MaxDevices, ReadDevice),
        at.Texts("traits", HostFeatures.MaxTraits),
        at.Text("hypervisor", ""),
        (int?)at.OptionalInteger("networkMbps", 0, InstanceNeeds.MaxNetworkMbps * 10L),
        at.Choice("confidential", "", RegionFeatures.Technologies),
        (int?)at.OptionalInteger("confidentialGuests", 0, 1_000_000));

    /// <summary>The features of a host; complaints about devices that cannot be where they are said to be.</summary>
    public static HostFeatures Resolve(
        RegionFeatures asked, HardwareProfile? profile, NumaMode? mode, int numaNodes, string path, RegionResolver.Complaints check)
    {
        var devices = FromProfile(profile, mode).Concat(asked.Devices).ToList();
        for (var i = 0; i < asked.Devices.Count; i++)
        {
            var (device, at) = (asked.Devices[i], RegionResolver.Path($"{path}.devices", i));
            check.Name($"{at}.name", device.Name);
            if (device.NumaNode >= numaNodes) check.Add($"{at}.numaNode", $"is {device.NumaNode}", $"0 to {numaNodes - 1}");
            if (device.Kind != DeviceKind.Nic && device.Functions > 0) check.Add($"{at}.functions", $"is {device.Functions}", "virtual functions of a nic only");
            if (devices.Count(other => string.Equals(other.Name, device.Name, StringComparison.Ordinal)) > 1)
                check.Add($"{at}.name", $"is '{device.Name}' again", "a name that no other device of the host has");
        }

        for (var i = 0; i < asked.Traits.Count; i++) check.Name(RegionResolver.Path($"{path}.traits", i), asked.Traits[i]);
        if (asked.Hypervisor.Length > 0) check.Name($"{path}.hypervisor", asked.Hypervisor);
        if (devices.Count > HostFeatures.MaxDevices) check.Add($"{path}.devices", $"makes {devices.Count} devices", $"at most {HostFeatures.MaxDevices}");
        var technology = asked.Confidential.Length > 0
            ? RegionFeatures.Technologies.First(known => string.Equals(known.Name, asked.Confidential, StringComparison.Ordinal)).Value
            : profile?.Confidential.Technology ?? ConfidentialTechnology.None;
        return new()
        {
            Devices = devices,
            NetworkMbps = asked.NetworkMbps ?? (int)(1000 * (profile?.Pcie.Nics.Sum(nic => nic.GbitPerSecond) ?? 0)),
            Traits = [.. (profile is null ? [] : new[] { profile.Name }).Concat(asked.Traits).Distinct(StringComparer.Ordinal)],
            Confidential = technology,
            ConfidentialGuests = technology == ConfidentialTechnology.None ? 0 : asked.ConfidentialGuests ?? profile?.Confidential.MaxGuests ?? 0,
            Hypervisor = asked.Hypervisor.Length > 0 ? asked.Hypervisor : HostFeatures.DefaultHypervisor,
        };
    }

    public static string Write(RegionFeatures features)
    {
        var text = "";
        if (features.Devices.Count > 0) text += $", \"devices\": [{string.Join(", ", features.Devices.Select(Write))}]";
        if (features.Traits.Count > 0) text += $", \"traits\": [{string.Join(", ", features.Traits.Select(RegionFileWriter.Quote))}]";
        if (features.Hypervisor.Length > 0) text += $", \"hypervisor\": {RegionFileWriter.Quote(features.Hypervisor)}";
        if (features.NetworkMbps is { } mbps) text += $", \"networkMbps\": {mbps}";
        if (features.Confidential.Length > 0) text += $", \"confidential\": {RegionFileWriter.Quote(features.Confidential)}";
        if (features.ConfidentialGuests is { } guests) text += $", \"confidentialGuests\": {guests}";
        return text;
    }

    private static string Write(HostDevice device)
    {
        var kind = RegionFeatures.Kinds.First(known => known.Value == device.Kind).Name;
        var functions = device.Functions > 0 ? $", \"functions\": {device.Functions}" : "";
        return $"{{ \"name\": {RegionFileWriter.Quote(device.Name)}, \"kind\": \"{kind}\", \"model\": {RegionFileWriter.Quote(device.Model)}, \"numaNode\": {device.NumaNode}{functions} }}";
    }

    /// <summary>Network cards with SR-IOV, on the first NUMA node of their socket.</summary>
    private static IEnumerable<HostDevice> FromProfile(HardwareProfile? profile, NumaMode? mode) => profile is null || mode is null ? [] : profile.Pcie.Nics
        .Where(nic => nic.VirtualFunctions > 0)
        .Select(nic => new HostDevice(
            nic.Name, DeviceKind.Nic, $"sriov-{(int)nic.GbitPerSecond}g", mode.Nodes.First(node => node.Socket == nic.Socket).Index, nic.VirtualFunctions));

    private static HostDevice ReadDevice(RegionCursor at)
    {
        var kind = at.Choice("kind", "gpu", RegionFeatures.Kinds);
        return new(
            at.Text("name"), RegionFeatures.Kinds.First(known => string.Equals(known.Name, kind, StringComparison.Ordinal)).Value, at.Text("model"),
            (int)at.Integer("numaNode", 0, 63), (int)(at.OptionalInteger("functions", 0, HostDevice.MaxFunctions) ?? 0));
    }
}
