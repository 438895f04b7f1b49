namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>A process as the killer sees it: pages resident and swapped, bytes of page tables, and its adjustment (−1000…1000).</summary>
public readonly record struct OomCandidate(long ResidentPages, long SwapPages, long PageTableBytes, int Adjustment);

/// <summary>Section 12.3: who dies when memory has run out, and how Kubernetes sets the odds.</summary>
public static class OutOfMemory
{
    /// <summary>
    /// Badness: <c>rss + swap + pgtables/4096 + adj ⌊total/1000⌋</c>, at least 1; null for a process that must not be killed.
    /// <paramref name="totalPages"/> is memory and swap of the host, or the limit of the group.
    /// </summary>
    public static long? Badness(in OomCandidate candidate, long totalPages)
    {
        if (candidate.Adjustment <= ContainerConstants.OomImmune) return null;
        var points = candidate.ResidentPages + candidate.SwapPages + (candidate.PageTableBytes / (long)ModelUnits.PageBytes);
        return Math.Max(1, points + (candidate.Adjustment * (totalPages / 1000)));
    }

    /// <summary>Index of the process with the highest badness, the first of equals; −1 when all are immune.</summary>
    public static int Victim(ReadOnlySpan<OomCandidate> candidates, long totalPages)
    {
        var victim = -1;
        long worst = 0;
        for (var i = 0; i < candidates.Length; i++)
        {
            if (Badness(candidates[i], totalPages) is not { } points || points <= worst) continue;
            worst = points;
            victim = i;
        }

        return victim;
    }

    /// <summary>Adjustment of a Kubernetes pod: guaranteed, burstable by its share of the node's memory, or best effort (request 0).</summary>
    public static int KubernetesAdjustment(double requestBytes, double capacityBytes, bool guaranteed)
    {
        if (guaranteed) return ContainerConstants.GuaranteedScore.ToInt32();
        return requestBytes <= 0 ? ContainerConstants.BestEffortScore.ToInt32()
            : (int)Math.Clamp(1000 - (1000 * requestBytes / capacityBytes), 2, 999);
    }
}
