namespace Cloud.Scheduler.Overcommit;

/// <summary>One guest on a NUMA node, as a policy sees it.</summary>
/// <param name="Limit">What it was promised there, in the resource's unit (vCPUs, MiB).</param>
/// <param name="History">What it used of that, lately.</param>
/// <param name="Future">Experiments only: the shares it will use from now on, one per sample; empty in a real cloud.</param>
public readonly record struct GuestUsage(double Limit, UsageHistory History, ReadOnlyMemory<byte> Future = default);
