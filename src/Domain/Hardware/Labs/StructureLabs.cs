namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 16 to 18: what a virtual machine is made of and whom it trusts.</summary>
internal static class StructureLabs
{
    public static IReadOnlyList<Lab> All { get; } = [TrapTheoremLab.Lab, HypervisorTypesLab.Lab, TrustedBaseLab.Lab];
}
