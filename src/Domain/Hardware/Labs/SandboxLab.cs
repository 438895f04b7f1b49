using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 34: how much isolation costs, from a container to a pod in a virtual machine.</summary>
internal static class SandboxLab
{
    private static readonly string[] Runtimes = ["runc", "gVisor", "microVM pod", "QEMU pod"];

    public static Lab Lab { get; } = new(34, "sandboxes", "How thick is the wall?", "L32 VM-isolated containers",
        "Containers, gVisor and pods in virtual machines. A shared kernel offers all its system calls to the tenant; gVisor and virtual machines put something in between. Each point of the "
        + "scatter is a runtime: code between tenant and host against start-up time and memory. How many fit on a host follows.",
        "density = (memory − reserve)/(touched + overhead), at most vCPU ratio · threads",
        [new("touched", "memory per pod", "MiB", 128, 16, 8192), new("ratio", "vCPUs per hardware thread", "ratio", 10, 1, 100)],
        Run,
        [
            new("isolation costs start-up time", r => r["start"].Rises), new("and memory, so density falls", r => r["overhead"].Rises && r["pods"].Falls),
            new("a microVM pod is within four times of gVisor's memory per pod", r => r["overhead"].At(2) + 128 < 4 * (r["overhead"].At(1) + 128)), new("only runc shares the kernel's whole interface", r => r.Tables[0].Rows.Count(row => row[1].Contains("shared", StringComparison.Ordinal)) == 1),
        ]);

    private static LabResult Run(LabSettings k)
    {
        double[] start = [.. new[] { BootPath.Container, BootPath.GVisor, BootPath.KataMicroVm, BootPath.KataQemu }.Select(path => BootModel.MedianMs(new(path, 0.25)))];
        double[] overhead = [IsolatedPodConstants.RuncEmptyMb, IsolatedPodConstants.GVisorEmptyMb, IsolatedPodConstants.OverheadMib["fc"], IsolatedPodConstants.OverheadMib["qemu"]];
        double[] code = [.. new[] { IsolationStack.Container, IsolationStack.GVisorContainer, IsolationStack.KataFirecracker, IsolationStack.QemuVm }.Select(TrustedBase.KLoc)];
        var pods = overhead.Select(mib => (double)IsolatedPod.Density(LabScale.Host.Memory.DefaultMib, 8192, k["touched"], mib, LabScale.Host.HardwareThreads, k["ratio"], 1));
        LabPlot Scatter(string title, LabAxis y, string prefix, double[] values) =>
            new(title, LabPlotStyle.Scatter, new("trusted code", "kLoC"), y, [.. Runtimes.Select((name, i) => new LabSeries(prefix + name, [new(code[i], values[i])]))]);
        return new(
            Scatter("isolation against start", new("start", "ms", true), "start of ", start), Scatter("isolation against memory", new("overhead", "MiB", true), "memory of ", overhead),
            LabPlot.Bars("start", LabAxis.Of("runtime", Runtimes), new("start", "ms"), LabSeries.Bars("start", start)), LabPlot.Bars("memory of the sandbox", LabAxis.Of("runtime", Runtimes), new("overhead", "MiB"), LabSeries.Bars("overhead", overhead)),
            LabPlot.Bars("pods per host", LabAxis.Of("runtime", Runtimes), new("pods", ""), LabSeries.Bars("pods", [.. pods])))
        {
            Tables =
            [
                new("what stands between tenant and host", ["runtime", "interface"],
                [
                    ["runc", "the shared kernel's system calls"], ["gVisor", "a kernel in user space, then few system calls"], ["microVM pod", "the exits and five devices of a microVM"], ["QEMU pod", "the exits and devices of QEMU"],
                ]),
            ],
        };
    }
}
