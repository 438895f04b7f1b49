using Cloud.Domain.Hardware.Costs.Boot;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 32: boot times of microVMs, alone and many at once.</summary>
internal static class MicroVmBootLab
{
    private static readonly BootPath[] Paths = [BootPath.FirecrackerPreconfigured, BootPath.Firecracker, BootPath.CloudHypervisor, BootPath.QemuQboot, BootPath.QemuDirect];
    private static readonly (double Percent, double Z)[] Quantiles =
        [(1, -2.3263), (5, -1.6449), (10, -1.2816), (25, -0.6745), (50, 0), (75, 0.6745), (90, 1.2816), (95, 1.6449), (99, 2.3263)]; // Source: standard normal distribution
    private static readonly double[] Starts = [1, 2, 5, 10, 20, 50, 100];

    public static Lab Lab { get; } = new(32, "microvm-boot", "Thousands of small machines", "L30 microVMs",
        "The distribution of boot times by monitor, as in the figure of the Firecracker paper; the median when many start at once; and what each monitor costs in memory. Firecracker "
        + "already configured is the series that the 125 ms of its specification mean; with process start and API calls it takes longer.",
        "each phase log-normal;  T(k) = Σ phases · (1 + a ln k) from 50 on, nothing up to 10",
        [LabKnob.Count("parallel", "starts at once", "", 1, 1, 100), new("memory", "memory touched in advance", "GiB", 0, 0, 64), LabKnob.Switch("loaded", "the host is loaded", false)],
        Run,
        [
            new("110, 102.5 and 243.5 ms alone", r => Median(r, "FirecrackerPreconfigured", 110) && Median(r, "CloudHypervisor", 102.5) && Median(r, "QemuDirect", 243.5)),
            new("no slow-down up to ten", r => r.Plots[1].Series.All(s => s.At(10) == s.First && s.Rises)), new("4, 19 and 142 MiB", r => r["overhead"].Points.Select(p => Math.Round(p.Y)).SequenceEqual([4, 19, 142])),
            new("cumulative distributions never fall", r => r.Plots[0].Series.All(s => s.Rises && s.Points.Zip(s.Points.Skip(1)).All(p => p.Second.X > p.First.X))),
        ]);

    private static LabResult Run(LabSettings k)
    {
        BootRequest Request(BootPath path, int parallel) => new(path, k["memory"], Preallocate: k["memory"] > 0, Parallel: parallel, Loaded: k.On("loaded"));
        return new(
            LabPlot.Lines($"boot time, {k.Count("parallel")} at once", new("boot time", "ms"), new("started", "%"),
                [.. Paths.Select(path => new LabSeries(path.ToString(), [.. Quantiles.Select(q => new LabPoint(BootModel.QuantileMs(Request(path, k.Count("parallel")), q.Z), q.Percent))]))]),
            LabPlot.Lines("median by starts at once", new("starts at once", "", true), new("median", "ms"), [.. Paths.Select(path => LabSeries.Over($"median, {path}", Starts, n => BootModel.MedianMs(Request(path, (int)n))))]),
            LabPlot.Bars("memory of the monitor", LabAxis.Of("monitor", "Firecracker", "Cloud Hypervisor", "QEMU"), new("memory", "MiB"), LabSeries.Bars("overhead", Overhead("firecracker"), Overhead("cloud-hypervisor"), Overhead("qemu"))));
    }

    private static bool Median(LabResult r, string name, double ms) => Math.Abs(r[$"median, {name}"].First - ms) < 1 && Math.Abs((r[name].Points[4].X / ms) - 1) < 0.01;

    private static double Overhead(string monitor) => BootConstants.OverheadMib[monitor + "-data"] + BootConstants.OverheadMib[monitor + "-text"];
}
