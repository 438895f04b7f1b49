using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 18: the code that has to be right, by component.</summary>
internal static class TrustedBaseLab
{
    private static readonly IsolationStack[] Stacks =
        [IsolationStack.XenVm, IsolationStack.QemuVm, IsolationStack.CloudHypervisorVm, IsolationStack.FirecrackerVm, IsolationStack.Container, IsolationStack.GVisorContainer, IsolationStack.TdxVm, IsolationStack.SnpVm];

    public static Lab Lab { get; } = new(18, "tcb", "Whom do you trust?", "L16 trusted computing base",
        "Add up the code whose compromise breaks your isolation. Pick hypervisor, monitor, sandbox and confidential technology for a stack of your own. A confidential guest takes "
        + "the provider's host out of the sum and leaves firmware and the guest's own kernel.",
        "TCB = Σ lines of the components that must be right",
        [
            LabKnob.Choice("hypervisor", "hypervisor", 0, "KVM in Linux", "Xen with Linux"), LabKnob.Choice("monitor", "virtual machine monitor", 2, "QEMU", "Cloud Hypervisor", "Firecracker", "none"),
            LabKnob.Switch("sandbox", "gVisor", false), LabKnob.Choice("confidential", "confidential technology", 0, "none", "SEV-SNP", "TDX"),
        ],
        Run,
        [
            new("QEMU on Linux needs more than Firecracker on Linux", r => Total(r, 1) > 1.5 * Total(r, 3)), new("of the provider, a confidential guest trusts only the firmware", r => r["of the provider"].At(7) < 30 && r["of the provider"].At(7) == r["of the provider"].Points.Take(8).Min(p => p.Y)),
            new("your stack is the sum of its parts", r => Math.Abs(Total(r, 8) - r["of the provider"].At(8)) < 1e-9),
        ]);

    private static LabResult Run(LabSettings k)
    {
        IReadOnlyList<ModelConstant>[] stacks = [.. Stacks.Select(TrustedBase.Components), Own(k)];
        string[] names = ["Xen", "QEMU", "Cloud Hypervisor", "Firecracker", "container", "gVisor", "TDX", "SEV-SNP", "yours"];
        var parts = stacks.SelectMany(stack => stack).Distinct().ToList();
        var provider = Stacks.Select(TrustedBase.ProviderKLoc).Append(Own(k).Where(part => k.Count("confidential") == 0 || !Guest.Contains(part)).Sum(part => part.Value));
        return new(
            LabPlot.Stacked("everything", LabAxis.Of("stack", names), new("trusted code", "kLoC"), [.. parts.Select(part => LabSeries.Bars(part.Key[4..], [.. stacks.Select(stack => stack.Contains(part) ? part.Value : 0)]))]),
            LabPlot.Bars("what the provider runs of it", LabAxis.Of("stack", names), new("trusted code", "kLoC", true), LabSeries.Bars("of the provider", [.. provider])));
    }

    private static IReadOnlyList<ModelConstant> Guest => [TrustConstants.Linux, TrustConstants.Ovmf, TrustConstants.Tdvf];

    private static IReadOnlyList<ModelConstant> Own(LabSettings k)
    {
        if (k.Count("confidential") > 0) return TrustedBase.Components(k.Count("confidential") == 1 ? IsolationStack.SnpVm : IsolationStack.TdxVm);
        List<ModelConstant> parts = k.Count("hypervisor") == 0 ? [TrustConstants.Linux] : [TrustConstants.Xen, TrustConstants.Linux, TrustConstants.XenToolstack];
        if (k.Count("monitor") < 3) parts.Add(k.Count("monitor") switch { 0 => TrustConstants.Qemu, 1 => TrustConstants.CloudHypervisor, _ => TrustConstants.Firecracker });
        if (k.On("sandbox")) parts.Add(TrustConstants.GVisor);
        return parts;
    }

    private static double Total(LabResult r, int at) => r.Plots[0].Series.Sum(series => series.At(at));
}
