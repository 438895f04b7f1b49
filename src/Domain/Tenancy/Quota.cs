namespace Cloud.Domain.Tenancy;

/// <summary>Countable resources of a project.</summary>
/// <param name="Instances">Number of instances, stopped ones included.</param>
/// <param name="Vcpus">Sum of vCPUs.</param>
/// <param name="MemoryMib">Sum of guest memory, MiB.</param>
/// <param name="DiskGib">Sum of root disks, GiB.</param>
public readonly record struct ResourceCount(long Instances, long Vcpus, long MemoryMib, long DiskGib)
{
    public static ResourceCount operator +(ResourceCount left, ResourceCount right) => new(
        left.Instances + right.Instances, left.Vcpus + right.Vcpus, left.MemoryMib + right.MemoryMib, left.DiskGib + right.DiskGib);

    public static ResourceCount operator -(ResourceCount left, ResourceCount right) => new(
        left.Instances - right.Instances, left.Vcpus - right.Vcpus, left.MemoryMib - right.MemoryMib, left.DiskGib - right.DiskGib);

    public static ResourceCount operator *(ResourceCount each, long count) => new(
        each.Instances * count, each.Vcpus * count, each.MemoryMib * count, each.DiskGib * count);

    public static ResourceCount Of(Placement.InstanceShape shape) => new(1, shape.Vcpus, shape.MemoryMib, shape.DiskGib);

    /// <summary>How often <paramref name="each"/> is in this, and the resource that says so; 0 when this has less than nothing of it.</summary>
    public (string Resource, long Times) Times(ResourceCount each)
    {
        var least = (Resource: "instances", Times: long.MaxValue);
        Look("instances", Instances, each.Instances);
        Look("vcpus", Vcpus, each.Vcpus);
        Look("memoryMib", MemoryMib, each.MemoryMib);
        Look("diskGib", DiskGib, each.DiskGib);
        return least;

        void Look(string resource, long room, long one)
        {
            if (one > 0 && Math.Max(0, room) / one is var times && times < least.Times) least = (resource, times);
        }
    }

    /// <summary>The first resource of which <paramref name="limit"/> has less than this asks, or null when all fit.</summary>
    public (string Resource, long Asked, long Limit)? FirstAbove(ResourceCount limit) =>
        Instances > limit.Instances ? ("instances", Instances, limit.Instances)
        : Vcpus > limit.Vcpus ? ("vcpus", Vcpus, limit.Vcpus)
        : MemoryMib > limit.MemoryMib ? ("memoryMib", MemoryMib, limit.MemoryMib)
        : DiskGib > limit.DiskGib ? ("diskGib", DiskGib, limit.DiskGib)
        : null;
}
