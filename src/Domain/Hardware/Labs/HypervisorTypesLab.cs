using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 17: the same I/O under three structures of a hypervisor.</summary>
internal static class HypervisorTypesLab
{
    private static readonly string[] Structures = ["KVM", "Xen", "hosted"];

    public static Lab Lab { get; } = new(17, "hypervisor-types", "Where the driver lives", "L15 type-1 and type-2",
        "One trace of I/O under three structures. Xen answers a hypercall fast, but its drivers live in another virtual machine that has to be scheduled for every request. "
        + "KVM notifies a thread of its own kernel. A hosted monitor goes back to a process in user space. Batching hides the difference.",
        "I/O out = exit + (switch to the driver domain) + (return to user space);  cost per second = rate/batch · cycles",
        [LabKnob.Choice("processor", "processor", 0, "x86", "ARM"), new("rate", "requests", "1/s", 20_000, 100, 200_000), LabKnob.Count("batch", "requests per notification", "", 1, 1, 128)],
        Run,
        [
            new("Xen's hypercall is cheaper", r => r["Xen"].First < r["KVM"].First), new("its I/O out twenty times dearer", r => Total(r, 1) > 20 * Total(r, 0)),
            new("and nearly all of that is the switch to the driver domain", r => r["switch to the driver domain"].At(1) > 0.9 * Total(r, 1)),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var cpu = k.Count("processor") == 0 ? "x86" : "arm";
        ExitTable kvm = ExitConstants.Tables["isca16-kvm-" + cpu], xen = ExitConstants.Tables["isca16-xen-" + cpu];
        var table = ExitConstants.Tables[k.Count("processor") == 0 ? "intel-icx" : "arm-n1"];
        double user = table.Cycles(ExitReason.DeviceInUserSpace), light = table.Cycles(ExitReason.Null);
        double xenOut = xen.Cycles(ExitReason.IoOut), domain = Math.Min(xenOut, xen.Cycles(ExitReason.VmSwitch));
        double[] total = [kvm.Cycles(ExitReason.IoOut), xenOut, user];
        double[] Tests(ExitTable t) => [t.Cycles(ExitReason.Hypercall), t.Cycles(ExitReason.IoOut), t.Cycles(ExitReason.IoIn), t.Cycles(ExitReason.VmSwitch)];
        return new(
            LabPlot.Stacked("one request out", LabAxis.Of("structure", Structures), new("latency", "cycles"),
                LabSeries.Bars("exit and notification", total[0], xenOut - domain, light), LabSeries.Bars("switch to the driver domain", 0, domain, 0), LabSeries.Bars("return to user space and device model", 0, 0, user - light)),
            LabPlot.Bars("the trace", LabAxis.Of("structure", Structures), new("time in I/O out", "% of a core"), LabSeries.Bars("core", [.. total.Select(cycles => 100 * k["rate"] / k.Count("batch") * cycles / 2.4e9)])),
            LabPlot.Bars("measured by Dall et al. (from memory)", LabAxis.Of("test", "hypercall", "I/O out", "I/O in", "VM switch"), new("cost", "cycles", true), LabSeries.Bars("KVM", Tests(kvm)), LabSeries.Bars("Xen", Tests(xen))));
    }

    private static double Total(LabResult r, int at) => r.Plots[0].Series.Sum(series => series.At(at));
}
