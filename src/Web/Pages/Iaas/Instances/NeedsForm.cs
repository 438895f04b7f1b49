using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>The fields of "Hardware needs" as a browser sends them. Empty fields ask for nothing.</summary>
public sealed record NeedsForm
{
    /// <summary>Devices that the form has fields for.</summary>
    public const int DeviceRows = 2;

    public string? Numa { get; init; }

    /// <summary>Unequal NUMA nodes: <c>2:4096, 6:12288</c>.</summary>
    public string? Cells { get; init; }
    public string? Cpu { get; init; }
    public string? Own { get; init; }
    public string? Threads { get; init; }
    public string? Pages { get; init; }
    public string? Bandwidth { get; init; }
    public string? Confidential { get; init; }
    public string? Hypervisor { get; init; }
    public string? Traits { get; init; }
    public string? NoTraits { get; init; }
    public string? AnyTraits { get; init; }
    public IReadOnlyList<NeedsDevice> Devices { get; init; } = [];

    /// <summary>Reads the fields; names begin with <c>need-</c>.</summary>
    public static NeedsForm From(Func<string, string?> field)
    {
        string? Need(string name) => LaunchForm.Blank(field($"need-{name}"));
        return new()
        {
            Numa = Need("numa"), Cells = Need("cells"), Cpu = Need("cpu"), Own = Need("own"), Threads = Need("threads"), Pages = Need("pages"),
            Bandwidth = Need("bandwidth"), Confidential = Need("confidential"), Hypervisor = Need("hypervisor"),
            Traits = Need("traits"), NoTraits = Need("no-traits"), AnyTraits = Need("any-traits"),
            Devices = [.. Enumerable.Range(0, DeviceRows).Select(row => new NeedsDevice(
                Need($"device{row}"), Need($"count{row}"), Need($"share{row}"), Need($"affinity{row}"), Need($"model{row}")))],
        };
    }

    /// <summary>The needs, or null when nothing is asked: then the flavor's hold.</summary>
    public NeedsBody? ToBody()
    {
        var numa = ToNuma();
        var cpu = Cpu is null && Own is null && Threads is null ? null
            : new CpuNeedBody { Policy = Cpu ?? (Own is null ? null : "mixed"), DedicatedVcpus = Number(Own) ?? 0, Threads = Threads ?? "prefer" };
        DeviceNeedBody[] devices = [.. Devices.Where(device => device.Kind is not null).Select(device => device.ToBody())];
        var isolation = Confidential is null && Hypervisor is null ? null : new IsolationNeedBody { Confidential = Confidential ?? "none", Hypervisor = Hypervisor };
        var traits = Traits is null && NoTraits is null && AnyTraits is null ? null
            : new TraitNeedBody { Required = List(Traits), Forbidden = List(NoTraits), AnyOf = List(AnyTraits) };
        if (numa is null && cpu is null && Pages is null && devices.Length == 0 && Bandwidth is null && isolation is null && traits is null) return null;
        return new()
        {
            Numa = numa, Cpu = cpu, Memory = Pages is { } pages ? new() { PageSize = pages } : null, Devices = devices.Length == 0 ? null : devices,
            Network = Number(Bandwidth) is { } mbps ? new() { BandwidthMbps = mbps } : null, Isolation = isolation, Traits = traits,
        };
    }

    private NumaNeedBody? ToNuma() => Cells is { } cells ? new() { Nodes = [.. cells.Split(',', StringSplitOptions.TrimEntries).Select(Cell)] }
        : Numa switch
        {
            null => null,
            "none" => new() { Layout = "none" },
            var count => new() { Count = Number(count) ?? 0 },
        };

    /// <summary>What cannot be read is 0, which the API refuses with the field's name and limits.</summary>
    private static GuestNumaNodeBody Cell(string text)
    {
        var parts = text.Split(':');
        return new()
        {
            Vcpus = Number(parts[0]) ?? 0, MemoryMib = parts.Length > 1 ? Number(parts[1]) ?? 0 : 0, DedicatedVcpus = parts.Length > 2 ? Number(parts[2]) ?? 0 : 0,
        };
    }

    private static string[] List(string? text) => (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static int? Number(string? text) => text is null ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>One device row.</summary>
public sealed record NeedsDevice(string? Kind, string? Count, string? Share, string? Affinity, string? Model)
{
    public DeviceNeedBody ToBody() => new()
    {
        Kind = Kind!, Count = NeedsForm.Number(Count) ?? 1, Thousandths = NeedsForm.Number(Share), Affinity = Affinity ?? "preferred",
        Models = Model is { } model ? [model] : null,
    };
}
