namespace Cloud.Scheduler.Pipeline;

/// <summary>One way to lay a guest out: so many equal parts, each on a NUMA node of its own.</summary>
/// <param name="Parts">Number of NUMA nodes.</param>
/// <param name="Vcpus">vCPUs of each part.</param>
/// <param name="MemoryMib">Memory of each part, MiB, without the overhead that the first part carries.</param>
public readonly record struct PartNeed(int Parts, int Vcpus, long MemoryMib);
