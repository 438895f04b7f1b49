namespace Cloud.Scheduler.Pipeline;

/// <summary>By how much a host missed. The default value says that nothing measurable was missing.</summary>
/// <param name="Resource">What was missing; null when it cannot be measured.</param>
/// <param name="NumaNode">Index of the NUMA node on the host, or -1 when the whole host is meant.</param>
/// <param name="Missing">How much, in the resource's unit.</param>
/// <param name="Needed">Out of how much; misses are compared as shares of it.</param>
public readonly record struct Shortfall(string? Resource, int NumaNode, long Missing, long Needed)
{
    public const string Vcpus = "vcpus";
    public const string Cores = "cores";
    public const string MemoryMib = "memoryMib";
    public const string DiskGib = "diskGib";
    public const string NumaNodes = "numaNodes";
    public const string Members = "members";
    public const string Pages2M = "pages2M";
    public const string Pages1G = "pages1G";
    public const string Devices = "devices";
    public const string VirtualFunctions = "virtualFunctions";
    public const string GpuThousandths = "gpuThousandths";
    public const string NetworkMbps = "networkMbps";
    public const string ConfidentialKeys = "confidentialKeys";
    public const string Traits = "traits";

    /// <summary>The missing share of what was needed: the smaller, the nearer.</summary>
    public double Share => Resource is null ? double.PositiveInfinity : (double)Missing / Needed;
}
