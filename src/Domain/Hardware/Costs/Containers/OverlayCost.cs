namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>Section 12.2: what the union file system costs. Microseconds.</summary>
public static class OverlayCost
{
    /// <summary>Looking up a name that was asked of this many layers.</summary>
    public static double LookupUs(int layersVisited, bool cached) =>
        layersVisited * (cached ? ContainerConstants.LookupUs : ContainerConstants.LookupColdUs);

    /// <summary>First write to a lower file: all of it is copied.</summary>
    public static double CopyUpUs(double bytes, double diskGBs) => ContainerConstants.CopyUpUs + (bytes / (diskGBs * 1000));

    /// <summary>Memory saved when this many containers read the same lower layers: <c>(n − 1) pages</c>.</summary>
    public static double SharedCacheBytes(int containers, double layerBytes) => Math.Max(0, containers - 1) * layerBytes;

    /// <summary>Speed-up of a start when only the fraction of the image that is read is fetched.</summary>
    public static double LazyPullSpeedup(double pullShare, double readShare) => 1 / (1 - pullShare + (pullShare * readShare));
}
