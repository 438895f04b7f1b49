using System.Collections.Frozen;
using Cloud.Domain.Hardware;

namespace Cloud.Scheduler.Context;

/// <summary>The power curve of a host by the name of its hardware profile.</summary>
internal static class PowerBook
{
    private static readonly FrozenDictionary<string, PowerCurve> Curves =
        HardwareProfiles.All.ToFrozenDictionary(profile => profile.Name, profile => profile.Power, StringComparer.Ordinal);

    private static readonly PowerCurve Unknown = HardwareProfiles.Get(HardwareProfiles.ReferenceNames[0]).Power;

    /// <summary>The curve; the first reference host's for a host without a profile of ours (imported ones).</summary>
    public static PowerCurve Of(string profile) => Curves.TryGetValue(profile, out var curve) ? curve : Unknown;
}
