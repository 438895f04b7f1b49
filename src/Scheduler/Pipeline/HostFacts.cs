using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Pipeline;

/// <summary>A host that takes the guest, as plain numbers that outlive the ledger's next change: what opinions formed elsewhere may see.</summary>
/// <param name="Host">Name.</param>
/// <param name="Zone">Zone name.</param>
/// <param name="Rack">Rack name.</param>
/// <param name="Pool">Overcommit pool.</param>
/// <param name="Profile">Hardware profile.</param>
/// <param name="Instances">Guests on it.</param>
/// <param name="DiskRoomGib">Disk not taken, GiB.</param>
/// <param name="Parts">NUMA nodes that the guest would span.</param>
/// <param name="NumaNodes">By index.</param>
public sealed record HostFacts(
    HostId Host, string Zone, string Rack, string Pool, string Profile, int Instances, int DiskRoomGib, int Parts, IReadOnlyList<NumaFacts> NumaNodes)
{
    /// <summary>What <paramref name="host"/> is like now.</summary>
    public static HostFacts Of(in HostView host, int parts)
    {
        var description = host.Description;
        var numaNodes = new NumaFacts[host.NumaNodes];
        for (var numa = 0; numa < numaNodes.Length; numa++)
        {
            var shape = description.NumaNodes[numa];
            numaNodes[numa] = new(
                shape.Cores, shape.ThreadsPerCore, host.FreeVcpus[numa], host.NumaVcpuCapacity(numa), host.CpuRoom(dedicated: false)[numa],
                host.CpuRoom(dedicated: true)[numa], host.FreeMemoryMib[numa], host.NumaMemoryCapacityMib(numa), host.MemoryRoomMib[numa]);
        }

        return new(
            description.Id, description.Zone.Value, description.Rack, description.Pool, description.Profile, host.Instances, host.DiskRoomGib, parts, numaNodes);
    }
}

/// <summary>One NUMA node of a host as plain numbers.</summary>
/// <param name="Cores">Physical cores.</param>
/// <param name="ThreadsPerCore">SMT width.</param>
/// <param name="FreeVcpus">Shared vCPUs not promised.</param>
/// <param name="Vcpus">Shared vCPUs that the empty NUMA node could promise.</param>
/// <param name="SharedRoom">Shared vCPUs that one more guest could take.</param>
/// <param name="DedicatedRoom">Threads of whole cores that one more guest could take.</param>
/// <param name="FreeMemoryMib">Memory not promised, MiB.</param>
/// <param name="MemoryMib">Memory that the empty NUMA node could promise, MiB.</param>
/// <param name="MemoryRoomMib">Memory that one more guest could take, MiB.</param>
public sealed record NumaFacts(
    int Cores, int ThreadsPerCore, int FreeVcpus, int Vcpus, int SharedRoom, int DedicatedRoom, long FreeMemoryMib, long MemoryMib, long MemoryRoomMib);
