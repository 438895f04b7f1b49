using Cloud.Scheduler.Profiles;

namespace Cloud.Scheduler;

/// <summary>The profiles a region can choose. Each family is a file in <c>Profiles/</c> and a line here.</summary>
public static class PlacementProfiles
{
    public static IReadOnlyList<PlacementProfile> All { get; } =
        [.. StandardProfiles.All, .. SpaneProfiles.All, .. ClassicProfiles.All, .. KnownProfiles.All, .. ForesightProfiles.All, .. GpuProfiles.All];

    /// <inheritdoc cref="StandardProfiles.Spread"/>
    public static PlacementProfile Spread => StandardProfiles.Spread;

    /// <inheritdoc cref="StandardProfiles.Pack"/>
    public static PlacementProfile Pack => StandardProfiles.Pack;

    public static PlacementProfile? Find(string name) => All.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.Ordinal));
}
