using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core;

/// <summary>What hosts say that their guests used.</summary>
public sealed partial class ClusterState
{
    private readonly Dictionary<HostId, long> _usageNumbers = [];

    /// <summary>
    /// Notes one message of a host. One that is not newer than the last is ignored, and so is what it says of instances that are not placed on it.
    /// </summary>
    public void ObserveUsage(HostUsage usage)
    {
        if (usage.Number <= _usageNumbers.GetValueOrDefault(usage.Host)) return;
        _usageNumbers[usage.Host] = usage.Number;
        foreach (var (instance, share) in usage.Instances)
        {
            if (Find(instance) is { } known && known.Placement.Host == usage.Host) ObserveUsage(instance, Math.Clamp(share, 0, 1));
        }
    }
}
