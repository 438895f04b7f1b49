using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Needs;

/// <summary>The fixed wishes that a class of hosts does not meet.</summary>
[Flags]
internal enum FeatureRefusals
{
    None = 0,
    Hypervisor = 1,
    Confidential = 2,
    RequiredTraits = 4,
    ForbiddenTraits = 8,
    AnyTraits = 16,
}

/// <summary>What can be said of a host once and for all, whatever is on it.</summary>
internal static class FeatureRules
{
    public static FeatureRefusals Refusals(HostFeatures features, InstanceNeeds needs)
    {
        var refusals = FeatureRefusals.None;
        if (needs.Hypervisor is { } hypervisor && !string.Equals(hypervisor, features.Hypervisor, StringComparison.Ordinal)) refusals |= FeatureRefusals.Hypervisor;
        if (!IsConfidential(features.Confidential, needs.Confidential)) refusals |= FeatureRefusals.Confidential;
        if (MissingTraits(features, needs.RequiredTraits) > 0) refusals |= FeatureRefusals.RequiredTraits;
        if (MissingTraits(features, needs.ForbiddenTraits) < needs.ForbiddenTraits.Count) refusals |= FeatureRefusals.ForbiddenTraits;
        if (needs.AnyTraits.Count > 0 && MissingTraits(features, needs.AnyTraits) == needs.AnyTraits.Count) refusals |= FeatureRefusals.AnyTraits;
        return refusals;
    }

    /// <summary>How many of the traits the host does not have.</summary>
    public static int MissingTraits(HostFeatures features, IReadOnlyList<string> traits)
    {
        var missing = 0;
        foreach (var trait in traits)
        {
            if (!features.Traits.Contains(trait, StringComparer.Ordinal)) missing++;
        }

        return missing;
    }

    /// <summary>The devices of the kind and one of the models of a need: one bit each.</summary>
    public static ulong Suitable(HostFeatures features, DeviceNeed need)
    {
        var suitable = 0UL;
        for (var device = 0; device < features.Devices.Count; device++)
        {
            var found = features.Devices[device];
            if (found.Kind == need.Kind && found.Units > 0 && (need.Models.Count == 0 || need.Models.Contains(found.Model, StringComparer.Ordinal)))
                suitable |= 1UL << device;
        }

        return suitable;
    }

    private static bool IsConfidential(ConfidentialTechnology technology, ConfidentialNeed need) => need switch
    {
        ConfidentialNeed.None => true,
        ConfidentialNeed.Any => technology != ConfidentialTechnology.None,
        ConfidentialNeed.SevSnp => technology == ConfidentialTechnology.SevSnp,
        ConfidentialNeed.Tdx => technology == ConfidentialTechnology.Tdx,
    };
}
