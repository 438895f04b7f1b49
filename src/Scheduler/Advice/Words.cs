using System.Globalization;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>Amounts as people read them.</summary>
internal static class Words
{
    public static string Vcpus(long vcpus) => Count(vcpus, "vCPU");

    public static string Fit(int hosts) => $"{Count(hosts, "host")} {(hosts == 1 ? "fits" : "fit")}";

    public static string NumaNodes(int parts) => parts == 1 ? "one NUMA node" : Count(parts, "NUMA node");

    /// <summary>Whole GiB where the amount is, MiB otherwise: never rounded, so that asking for it works.</summary>
    public static string Memory(long mib) => mib % 1024 == 0
        ? Gib(mib / 1024)
        : string.Create(CultureInfo.InvariantCulture, $"{mib} MiB");

    public static string Gib(long gib) => string.Create(CultureInfo.InvariantCulture, $"{gib} GiB");

    public static string Disk(long gib) => $"{Gib(gib)} of disk";

    /// <summary>An amount of a resource as named in a shortfall.</summary>
    public static string Amount(string resource, long amount) => resource switch
    {
        Shortfall.Vcpus => Vcpus(amount),
        Shortfall.Cores => Count(amount, "core"),
        Shortfall.MemoryMib => $"{Memory(amount)} of memory",
        Shortfall.DiskGib => Disk(amount),
        Shortfall.Pages2M => Count(amount, "2 MiB page"),
        Shortfall.Pages1G => Count(amount, "1 GiB page"),
        Shortfall.Devices => Count(amount, "device"),
        Shortfall.VirtualFunctions => Count(amount, "virtual function"),
        Shortfall.GpuThousandths => Count(amount, "GPU thousandth"),
        Shortfall.NetworkMbps => $"{amount} Mb/s of bandwidth",
        Shortfall.ConfidentialKeys => Count(amount, "memory-encryption key"),
        Shortfall.NumaNodes => NumaNodes((int)amount),
        _ => string.Create(CultureInfo.InvariantCulture, $"{amount} {resource}"),
    };

    public static string Number(long amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static string Count(long amount, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount} {noun}{(amount == 1 ? "" : "s")}");
}
