using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Engine;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Caches, memory and devices of a guest.</summary>
internal static partial class GuestCompiler
{
    private static void Caches(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        var use = guest.Cache;
        var curve = use.Curve;
        var ghz = platform.Ghz;
        var perInstruction = use.Apki / 1000;
        row[C.HitCycles] = perInstruction * platform.CacheNs * ghz / use.Overlap;
        row[C.MissCyclesPerNs] = perInstruction * ghz / use.Overlap;
        row[C.BytesPerMiss] = perInstruction * ModelUnits.LineBytes;
        row[C.MissAlpha] = curve.Alpha;
        row[C.MissFloor] = curve.Floor;
        row[C.MissScale] = curve.Miss0 * PortableMath.Pow(curve.Size0, curve.Alpha);
        row[C.OwnCache] = platform.NodeCacheBytes * use.OwnWays / platform.CacheWays;
        // A guest reaches only the caches that its vCPUs run under.
        var reach = platform.ComplexCacheBytes * Math.Ceiling((double)guest.Vcpus / platform.ThreadsPerComplex);
        row[C.CacheBytes] = Math.Min(curve.WorkingSet, reach);
        row[C.BandwidthCap] = use.BandwidthCap >= 1 ? double.PositiveInfinity : MemoryLoad.ThrottledGBs(platform.BandwidthGBs(0), use.BandwidthCap);
        var walk = Translation(platform, guest, row);
        row[C.CpiBase] = use.CpiBase + (row[C.TlbMissesPerInstruction] * walk);
        var missAlone = curve.At(row[C.CacheBytes]);
        row[C.MissAlone] = missAlone;
        var local = platform.LatencyNs(0, 0);
        row[C.CpiAlone] = use.CpiBase + ((1 - missAlone) * row[C.HitCycles]) + (missAlone * row[C.MissCyclesPerNs] * local);
        var rate = guest.Vcpus * use.Apki * ghz / row[C.CpiAlone] * row[C.MissScale];
        row[C.FullCacheWeight] = rate <= 0 ? 0 : PortableMath.Pow(rate, 1 / (1 + curve.Alpha));
    }

    /// <summary>Writes the TLB misses of an instruction and returns the cycles of one walk (8.1).</summary>
    private static double Translation(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        var tlb = platform.Profile.Tlb;
        var pages = guest.Cache.Pages;
        var entries = pages.Guest is PageSize.Small ? tlb.LastLevel4K : tlb.LastLevel2M;
        var pageBytes = ModelUnits.PageBytes * (pages.Guest is PageSize.Small ? 1 : pages.Guest is PageSize.Large ? 512 : 512 * 512);
        var workingSet = guest.Memory.WorkingSetBytes / Math.Max(1, guest.Vcpus);
        row[C.TlbMissesPerInstruction] = guest.Cache.RandomApki / 1000 * TranslationOverhead.RandomMissRatio(entries, pageBytes, workingSet);
        var references = guest.IsVirtualized ? NestedWalk.EffectiveReferences(pages.Guest, pages.Backing) : NestedWalk.EffectiveNativeReferences(pages.Guest);
        if (guest.Confidential) references += PagingConstants.ConfidentialReferences;
        return NestedWalk.Cycles(references, PagingConstants.TypicalPteCycles);
    }

    private static void Memory(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        var use = guest.Memory;
        row[C.Size] = use.SizeBytes;
        row[C.Touched] = use.TouchedBytes;
        row[C.Working] = use.WorkingSetBytes;
        var pinned = guest.Confidential || use.Pinned || PinsMemory(guest);
        var active = use.TouchedBytes <= 0 ? 1 : use.WorkingSetBytes / use.TouchedBytes;
        var shares = use.Shares > 0 ? use.Shares : Math.Max(1, use.SizeBytes);
        // Adjusted shares per page of 8.2: a guest's claim is what it would hold where all ratios are equal.
        row[C.MemoryWeight] = shares / (active + ((1 - active) / (1 - ReclaimConstants.IdleTax)));
        row[C.Balloonable] = use.Balloonable && !pinned && guest.IsVirtualized ? 1 : 0;
        row[C.Reclaimable] = pinned ? 0 : 1;
        row[C.Overhead] = OverheadMib(guest) * ModelUnits.MiB;
        row[C.TouchesPerSecond] = use.TouchesPerSecond;
        row[C.Image] = use.ImageId;
        row[C.Sharable] = platform.Options.SharesPages && !pinned && use.ImageId != 0 && guest.Cache.Pages.Backing is PageSize.Small ? 1 : 0;
    }

    private static bool PinsMemory(FluidGuest guest) => guest.IsVirtualized
        && (!IoConstants.Of(guest.Network.Path).Migratable || !IoConstants.Of(guest.Disk.Path).Migratable);

    private static double OverheadMib(FluidGuest guest) => guest.Kind switch
    {
        InstanceKind.VirtualMachine => BootConstants.OverheadMib["qemu-data"] + BootConstants.OverheadMib["qemu-text"],
        InstanceKind.MicroVm => BootConstants.OverheadMib["firecracker-data"] + BootConstants.OverheadMib["firecracker-text"],
        InstanceKind.Container when guest.VmIsolated => IsolatedPodConstants.OverheadMib[guest.Confidential ? "qemu-snp" : "clh"],
        InstanceKind.Container => 0,
    };

    private static void Devices(FluidPlatform platform, FluidGuest guest, Span<double> row)
    {
        var table = guest.IsVirtualized ? platform.Table : null;
        var net = guest.Network;
        var capacity = new IoCapacity(1, guest.Vcpus, platform.Ghz, platform.NetworkGbs, double.PositiveInfinity);
        row[C.PacketBits] = FluidPlatform.PacketBits(net.PayloadBytes);
        row[C.PayloadBits] = net.PayloadBytes * 8;
        var limit = table is null ? double.PositiveInfinity : IoThroughput.PacketsPerSecond(table, net.Path, net.PayloadBytes, capacity);
        row[C.PacketDemand] = Math.Min(net.PacketsPerSecond, limit);
        row[C.PacketExits] = table is null ? 0 : IoConstants.Of(net.Path).LoadedExits;
        row[C.PacketHostSeconds] = table is null ? 0 : BackendSeconds(IoThroughput.HostCyclesPerPacket(table, net.Path, net.PayloadBytes, platform.Ghz, loaded: true), platform, table, net.Path);
        row[C.PacketUs] = PacketUs(platform, table, net);
        var disk = guest.Disk;
        row[C.DiskCost] = CostOf(platform, disk);
        row[C.DiskBytes] = disk.Bytes;
        row[C.DiskWeight] = disk.Weight;
        row[C.DiskDepth] = disk.Depth;
        row[C.DiskUs] = table is null ? platform.DiskUs : BlockLatency.Us(table, disk.Path, platform.DiskUs, platform.Ghz);
        row[C.DiskDemand] = Math.Min(Math.Min(disk.OperationsPerSecond, disk.LimitPerSecond), DiskLimit(platform, table, disk, capacity));
        row[C.DiskExits] = table is null ? 0 : IoConstants.Of(disk.Path).LoadedExits;
        row[C.DiskHostSeconds] = table is null ? 0 : BackendSeconds(IoThroughput.HostCyclesPerBlock(table, disk.Path, disk.Bytes, platform.Ghz, loaded: true), platform, table, disk.Path);
        var polls = table is not null
            && ((net.PacketsPerSecond > 0 && IoConstants.Of(net.Path).PollsCore) || (disk.OperationsPerSecond > 0 && IoConstants.Of(disk.Path).PollsCore));
        row[C.PollCores] = polls ? 1 : 0;
    }

    // The exits of an operation are spent on the vCPU's thread, the rest on the host's.
    private static double BackendSeconds(double hostCycles, FluidPlatform platform, ExitTable table, IoPath path) =>
        (hostCycles - IoThroughput.ExitCycles(table, path, loaded: true)) / (platform.Ghz * 1e9);

    /// <summary>Fraction of all drives' time that one operation takes, in seconds.</summary>
    private static double CostOf(FluidPlatform platform, FluidDiskUse disk)
    {
        var iops = platform.DiskIops(disk.ReadFraction, disk.Bytes);
        return iops <= 0 ? 0 : 1 / iops;
    }

    private static double DiskLimit(FluidPlatform platform, ExitTable? table, FluidDiskUse disk, in IoCapacity capacity)
    {
        var iops = platform.DiskIops(disk.ReadFraction, disk.Bytes);
        return table is null ? Math.Min(iops, disk.Depth * 1e6 / platform.DiskUs) : BlockLatency.Iops(table, disk.Path, disk.Depth, platform.DiskUs, iops, capacity);
    }

    /// <summary>One way between the guest and the wire, idle: serialization, kick, backend, wake-up; µs.</summary>
    private static double PacketUs(FluidPlatform platform, ExitTable? table, FluidNetworkUse net)
    {
        var wire = FluidPlatform.PacketBits(net.PayloadBytes) / Math.Max(1e-9, platform.NetworkGbs) / 1000;
        if (table is null) return wire + (IoConstants.LoopbackRttUs / 2);
        var cycles = IoThroughput.HostCyclesPerPacket(table, net.Path, net.PayloadBytes, platform.Ghz, loaded: false) + IoConstants.GuestPacketCycles;
        var wake = IoConstants.Of(net.Path) is { Copies: > 0, PollsCore: false } ? 2 * ExitConstants.WakeUs : 0;
        return wire + (IoConstants.LoopbackRttUs / 2) + wake + (cycles / platform.Ghz / 1000);
    }
}
