namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 30 to 34: devices, microVMs, confidential and sandboxed guests.</summary>
internal static class DeviceLabs
{
    public static IReadOnlyList<Lab> All { get; } = [DeviceModelsLab.Lab, SrIovLab.Lab, MicroVmBootLab.Lab, ConfidentialVmLab.Lab, SandboxLab.Lab];
}
