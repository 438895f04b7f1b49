using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Checkers;

/// <summary>The same for what only some guests ask for: cores by policy, huge pages, devices to the function, bandwidth, keys.</summary>
internal static class FeatureChecker
{
    public static void Instance(InstanceRecord instance, HostDescription host, List<string> violations)
    {
        var (shape, placement) = (instance.Shape, instance.Placement);
        if (shape.Needs is not { } needs) return;
        var dedicated = shape.CpuPolicy switch { CpuPolicy.Shared => 0, CpuPolicy.Dedicated => shape.Vcpus, CpuPolicy.Mixed => needs.DedicatedVcpus };
        if (placement.Claims.Sum(claim => claim.DedicatedVcpus) != dedicated) violations.Add($"{instance.Id} does not have {dedicated} vCPUs on cores of their own");
        if (needs.Threads == ThreadPolicy.Isolate && placement.Claims.Any(claim => claim.Cores.Count != claim.DedicatedVcpus))
            violations.Add($"{instance.Id} shares a core with itself");
        if (needs.Pages.Mib() > 0 && placement.Claims.Sum(claim => claim.HugeMib) != shape.MemoryMib) violations.Add($"{instance.Id} is not wholly in huge pages");
        if ((placement.Extras?.NetworkMbps ?? 0) != needs.NetworkMbps) violations.Add($"{instance.Id} does not hold {needs.NetworkMbps} Mb/s");
        if ((placement.Extras?.ConfidentialKey ?? false) != (needs.Confidential != ConfidentialNeed.None)) violations.Add($"{instance.Id} has no key, or one too many");
        if (needs.RequiredTraits.Except(host.Features.Traits, StringComparer.Ordinal).Any() || needs.ForbiddenTraits.Intersect(host.Features.Traits, StringComparer.Ordinal).Any())
            violations.Add($"{instance.Id} is on a host without its traits");
        Devices(instance, needs, host, violations);
    }

    public static void Host(HostDescription host, IReadOnlyList<HostPlacement> placements, List<string> violations)
    {
        var (features, extras) = (host.Features, placements.Select(placement => placement.Extras).OfType<PlacementExtras>().ToList());
        if (extras.Sum(extra => (long)extra.NetworkMbps) > features.NetworkMbps) violations.Add($"{host.Id} promised more than {features.NetworkMbps} Mb/s");
        if (extras.Count(extra => extra.ConfidentialKey) > features.ConfidentialGuests) violations.Add($"{host.Id} has more than {features.ConfidentialGuests} confidential guests");
        foreach (var claims in extras.SelectMany(extra => extra.Devices).GroupBy(claim => claim.Device, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var device = features.Devices.FirstOrDefault(known => string.Equals(known.Name, claims.Key, StringComparison.Ordinal));
            var functions = claims.SelectMany(claim => claim.Functions).ToList();
            if (claims.Sum(claim => (long)claim.Units) > (device?.Units ?? 0)) violations.Add($"{host.Id} gave away more of {claims.Key} than there is");
            if (functions.Distinct().Count() != functions.Count) violations.Add($"{host.Id}/{claims.Key} has a function that belongs to two instances");
        }

        for (var numa = 0; numa < host.NumaNodes.Count; numa++)
        {
            var claims = placements.SelectMany(placement => placement.Claims).Where(claim => claim.NumaNode == numa).ToList();
            long Pages(PageSize size) => claims.Where(claim => claim.Detail?.PageSize == size).Sum(claim => claim.Detail!.Pages);
            if (Pages(PageSize.Large2M) > host.NumaNodes[numa].Pages2M || Pages(PageSize.Huge1G) > host.NumaNodes[numa].Pages1G)
                violations.Add($"{host.Id}/{numa} gave away more huge pages than it has");
        }
    }

    private static void Devices(InstanceRecord instance, InstanceNeeds needs, HostDescription host, List<string> violations)
    {
        var held = instance.Placement.Extras?.Devices ?? [];
        foreach (var kind in needs.Devices.Select(need => need.Kind).Distinct())
        {
            var asked = needs.Devices.Where(need => need.Kind == kind && need.Thousandths is > 0 and < HostDevice.Whole || need.Kind == kind && need.Thousandths == 0)
                .Sum(need => need.Count * Math.Max(1, need.Thousandths));
            var got = held.Where(claim => host.Features.Devices.Any(device => device.Kind == kind && string.Equals(device.Name, claim.Device, StringComparison.Ordinal))).Sum(claim => claim.Units);
            if (got < asked) violations.Add($"{instance.Id} holds {got} of {asked} units of {kind}");
        }

        var near = instance.Placement.Claims.Select(claim => claim.NumaNode).ToList();
        if (needs.Devices.Count > 0 && needs.Devices.All(need => need.Affinity == DeviceAffinity.Required)
            && held.Any(claim => !host.Features.Devices.Any(device => string.Equals(device.Name, claim.Device, StringComparison.Ordinal) && near.Contains(device.NumaNode))))
            violations.Add($"{instance.Id} holds a device on another NUMA node");
    }
}
