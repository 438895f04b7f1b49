using Cloud.Domain.Hardware.Costs.InputOutput;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 31: many guests on one card.</summary>
internal static class SrIovLab
{
    private const int GuestsMax = 60;

    public static Lab Lab { get; } = new(31, "sr-iov", "A slice of the card", "L28 and L29 passthrough and SR-IOV",
        "Sixty guests share one card. Virtual functions give line rate for almost no processor of the host; with virtio every guest's traffic costs the host until its cores are used up, and then "
        + "the aggregate stops growing. What owns a device cannot migrate, and its memory is pinned.",
        "SR-IOV: 1.76 % of a core per guest;  virtio: 15 to 25 %;  aggregate = min(line, guests · demand, what the cores allow)",
        [new("line", "line rate", "Gb/s", 10, 1, 100), new("demand", "one guest asks for", "Gb/s", 1, 0.05, 100), new("cores", "cores the host spends on I/O", "", 2, 0.1, 64), new("virtio", "a busy guest's virtio takes", "core", IoConstants.VirtioGuestCpu, 0.15, 0.25)],
        Run,
        [
            new("9.48 Gb/s within 1 %", r => Math.Abs(r["SR-IOV"].Last / 9.48 - 1) < 0.01), new("virtio costs the host ten times as much", r => r["host cores, virtio"].At(10) > 10 * r["host cores, SR-IOV"].At(10)),
            new("SR-IOV costs 1.76 % per guest, linearly", r => Math.Abs(r["host cores, SR-IOV"].Last - (60 * 0.0176)) < 1e-9), new("SR-IOV cannot migrate", r => r.Tables[0].Has((int)IoPath.SrIov, 1, "no") && r.Tables[0].Has((int)IoPath.Virtio, 1, "yes")),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var line = Ethernet.GoodputGbs(k["line"]);
        double Wanted(double n) => Math.Min(line, n * k["demand"]);
        double VirtioCores(double n) => Math.Min(k["cores"], n * k["virtio"]);
        return new(
            LabPlot.Lines("aggregate", new("guests", ""), new("goodput", "Gb/s"),
                LabSeries.Over("SR-IOV", LabScale.Whole(1, GuestsMax), Wanted), LabSeries.Over("virtio", LabScale.Whole(1, GuestsMax), n => Math.Min(Wanted(n), VirtioCores(n) / k["virtio"] * k["demand"])),
                LabSeries.Over("line", LabScale.Whole(1, GuestsMax), _ => line)),
            LabPlot.Lines("processor of the host", new("guests", ""), new("cores", ""),
                LabSeries.Over("host cores, SR-IOV", LabScale.Whole(1, GuestsMax), n => n * IoConstants.VirtualFunctionCpu), LabSeries.Over("host cores, virtio", LabScale.Whole(1, GuestsMax), VirtioCores)),
            LabPlot.Bars("pinning the memory of one guest", LabAxis.Of("pages", "4 KiB", "2 MiB"), new("time", "s/GiB"), LabSeries.Bars("pinning", Iommu.PinSeconds(1, hugePages: false), Iommu.PinSeconds(1, hugePages: true))))
        {
            Tables =
            [
                new("what a path allows", ["path", "can migrate", "shares the device", "balloon, page sharing, swap"],
                    [.. Enum.GetValues<IoPath>().Select(path => new[] { path.ToString(), YesNo(IoConstants.Of(path).Migratable), YesNo(IoConstants.Of(path).SharesDevice), YesNo(path < IoPath.Passthrough || path == IoPath.Vdpa) })]),
            ],
        };
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
