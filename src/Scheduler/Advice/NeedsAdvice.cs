using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>Which one need stands in the way: the request is asked again without it, or with a weaker one.</summary>
internal static class NeedsAdvice
{
    public static IEnumerable<string> Of(CapacityLedger ledger, PlacementAsk ask, Rules rules)
    {
        if (ask.Plan?.Needs is not { } needs) yield break;
        foreach (var (words, weaker) in Weaker(ask.Request.Shape, needs))
        {
            if (ShapeRules.Check(weaker).Count > 0) continue;
            var fitting = rules.Fitting(ledger, PlacementAsk.For(ledger, ask.Request with { Shape = weaker }));
            if (fitting > 0) yield return $"{words}: {Words.Fit(fitting)}.";
        }
    }

    private static IEnumerable<(string Words, InstanceShape Shape)> Weaker(InstanceShape shape, InstanceNeeds needs)
    {
        InstanceShape With(InstanceNeeds weaker) => shape with { Needs = weaker };
        if (needs.Pages is PageSize.Large2M or PageSize.Huge1G) yield return ("Allow any page size", With(needs with { Pages = PageSize.Any }));
        if (needs.Threads != ThreadPolicy.Prefer) yield return ("Allow the siblings of a core to be used or absent", With(needs with { Threads = ThreadPolicy.Prefer }));
        if (needs.Devices.Any(device => device.Affinity == DeviceAffinity.Required))
            yield return ("Allow devices on other NUMA nodes", With(needs with { Devices = [.. needs.Devices.Select(device => device with { Affinity = DeviceAffinity.Preferred })] }));
        if (needs.Devices.Any(device => device.Models.Count > 0))
            yield return ("Allow any model of device", With(needs with { Devices = [.. needs.Devices.Select(device => device with { Models = [] })] }));
        if (needs.Devices.Count > 0) yield return ("Ask for no devices", With(needs with { Devices = [] }));
        if (needs.NetworkMbps > 0) yield return ("Ask for no network bandwidth", With(needs with { NetworkMbps = 0 }));
        if (needs.Confidential is ConfidentialNeed.SevSnp or ConfidentialNeed.Tdx)
            yield return ("Allow any confidential technology", With(needs with { Confidential = ConfidentialNeed.Any }));
        if (needs.Confidential != ConfidentialNeed.None) yield return ("Do not ask for a confidential host", With(needs with { Confidential = ConfidentialNeed.None }));
        if (needs.Hypervisor is not null) yield return ("Allow any hypervisor", With(needs with { Hypervisor = null }));
        if (needs.RequiredTraits.Count + needs.ForbiddenTraits.Count + needs.AnyTraits.Count > 0)
            yield return ("Ask for no traits", With(needs with { RequiredTraits = [], ForbiddenTraits = [], AnyTraits = [] }));
        if (needs.GuestNumaNodes.Count > 0 || needs.Layout == NumaLayout.Nodes)
        {
            var free = needs with { GuestNumaNodes = [], Layout = NumaLayout.None };
            yield return ("Ask for no NUMA nodes", shape with { NumaNodes = 0, Needs = free });
        }

        if (shape.CpuPolicy != CpuPolicy.Shared)
        {
            var nodes = needs.GuestNumaNodes.Select(node => node with { DedicatedVcpus = 0 });
            var shared = needs with { DedicatedVcpus = 0, Threads = ThreadPolicy.Prefer, GuestNumaNodes = [.. nodes] };
            yield return ("Ask for shared vCPUs instead of dedicated cores", shape with { CpuPolicy = CpuPolicy.Shared, Needs = shared });
        }
    }
}
