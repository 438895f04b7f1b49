namespace Cloud.Domain.Hardware;

/// <summary>Reads devices, power and sources of a profile file.</summary>
internal static class DeviceParts
{
    internal static readonly Dictionary<string, ConfidentialTechnology> Technologies = new(StringComparer.Ordinal)
    {
        ["none"] = ConfidentialTechnology.None,
        ["sev-snp"] = ConfidentialTechnology.SevSnp,
        ["tdx"] = ConfidentialTechnology.Tdx,
    };

    private static readonly Dictionary<string, Confidence> Tags =
        ConfidenceTags.All.Select((tag, i) => (tag, (Confidence)i)).ToDictionary(p => p.tag, p => p.Item2, StringComparer.Ordinal);

    public static PcieShape Pcie(JsonCursor at, int sockets)
    {
        var lastSocket = Math.Max(0, sockets - 1);
        var pcie = new PcieShape((int)at.Integer("generation", 1, 7), (int)at.Integer("lanesPerSocket", 1, 512),
            at.Objects("nics", 0, 32, nic => Nic(nic, lastSocket)), at.Objects("nvme", 0, 64, drive => Nvme(drive, lastSocket)));
        at.Close();
        return pcie;
    }

    public static IommuShape Iommu(JsonCursor at)
    {
        var iommu = new IommuShape(at.Flag("present"), at.Flag("interruptRemapping"), at.Flag("postedInterrupts"));
        at.Close();
        if (!iommu.Present && (iommu.InterruptRemapping || iommu.PostedInterrupts)) at.Complain("present", "must be true to remap or post interrupts");
        return iommu;
    }

    public static ConfidentialCapability Confidential(JsonCursor at)
    {
        var capability = new ConfidentialCapability(at.Choice("technology", Technologies), (int)at.Integer("maxGuests", 0, 1_000_000));
        at.Close();
        return capability;
    }

    public static PowerCurve Power(JsonCursor at)
    {
        var power = new PowerCurve(at.Text("curve", 60), at.Numbers("watts", PowerCurve.PointCount, 0.1, 100_000),
            at.Number("sleepWatts", 0, 10_000), at.Number("bootSeconds", 0, 86_400));
        at.Close();
        for (var i = 1; i < power.Watts.Count; i++)
            if (power.Watts[i] < power.Watts[i - 1]) at.Complain($"watts[{i}]", "must not be below the point before it");
        return power;
    }

    public static List<ProfileSource> Sources(JsonCursor at) => at.Objects("sources", 1, 100, source =>
    {
        var read = new ProfileSource(source.Text("path", 100), source.Choice("confidence", Tags), source.Text("source"));
        source.Close();
        if (read.Path.Length > 0 && !read.Path.StartsWith("$.", StringComparison.Ordinal)) source.Complain("path", "must be a JSON path that starts with $.");
        return read;
    });

    private static NetworkCard Nic(JsonCursor at, int lastSocket)
    {
        var nic = new NetworkCard(at.Text("name", 40), at.Number("gbitPerSecond", 0.001, 10_000),
            (int)at.Integer("virtualFunctions", 0, 4096), (int)at.Integer("socket", 0, lastSocket));
        at.Close();
        return nic;
    }

    private static NvmeDrive Nvme(JsonCursor at, int lastSocket)
    {
        var drive = new NvmeDrive(at.Text("name", 40), at.Number("capacityGib", 1, 1_000_000), at.Number("readIops", 1, 1e9),
            at.Number("writeIops", 1, 1e9), at.Number("latencyUs", 0.1, 1e6), (int)at.Integer("socket", 0, lastSocket));
        at.Close();
        return drive;
    }
}
