namespace Cloud.Domain.Hardware.Costs.Migration;

/// <summary>Section 13: the guest moves first and its memory follows.</summary>
public static class PostCopy
{
    /// <summary>Seconds until all memory has arrived: it is sent exactly once.</summary>
    public static double TotalSeconds(double memory, double bandwidth) => memory / bandwidth;

    /// <summary>Seconds the guest stands still at the start.</summary>
    public static double DowntimeSeconds => MigrationConstants.PostCopyMs / 1000;

    /// <summary>Time of a first touch of a page that has not come yet, ns: a round trip and the page.</summary>
    public static double FaultNs(double roundTripUs, double bandwidthGBs) => (roundTripUs * 1000) + (ModelUnits.PageBytes / bandwidthGBs);
}

/// <summary>Why a guest cannot be moved while it runs.</summary>
public static class MigrationObstacles
{
    /// <summary>All reasons; none means that it can.</summary>
    public static IReadOnlyList<string> Of(bool passthrough, bool confidential, double localDiskGib, bool destinationLacksCpuFeatures)
    {
        var reasons = new List<string>();
        if (passthrough) reasons.Add("it owns a device directly (passthrough or SR-IOV), whose state cannot be read");
        if (confidential) reasons.Add("its memory is hidden from the host");
        if (localDiskGib > 0) reasons.Add($"it has {localDiskGib:0.#} GiB on a local disk, which would have to move too");
        if (destinationLacksCpuFeatures) reasons.Add("the destination lacks processor features that it was shown");
        return reasons;
    }
}
