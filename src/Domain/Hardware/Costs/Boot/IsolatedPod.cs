namespace Cloud.Domain.Hardware.Costs.Boot;

/// <summary>The VM behind a VM-isolated pod, and what the pod is charged for.</summary>
public readonly record struct PodSize(int Vcpus, double MemoryMib, double ChargedMilliCpu, double ChargedMib);

/// <summary>Sections 11.2 and 11.3: sizes and density.</summary>
public static class IsolatedPod
{
    /// <summary>
    /// <c>vcpus = max(1, ⌈request + overhead⌉)</c>, <c>memory = request + overhead</c>; the scheduler charges request plus
    /// the fixed amount of the runtime class.
    /// </summary>
    public static PodSize Size(double requestMilliCpu, double overheadMilliCpu, double requestMib, double overheadMib, double fixedMilliCpu, double fixedMib) => new(
        (int)Math.Max(1, Math.Ceiling((requestMilliCpu + overheadMilliCpu) / 1000)), requestMib + overheadMib, requestMilliCpu + fixedMilliCpu, requestMib + fixedMib);

    /// <summary>Guests on a host: <c>min((M − reserve)/(touched + overhead), vCPU ratio)</c>.</summary>
    public static int Density(double hostMib, double reserveMib, double touchedMib, double overheadMib, int hardwareThreads, double cpuRatio, double vcpusEach) =>
        (int)Math.Min((hostMib - reserveMib) / (touchedMib + overheadMib), hardwareThreads * cpuRatio / vcpusEach);

    /// <summary>MiB that templating saves for this many equal VMs: all but one share the template's pages.</summary>
    public static double TemplateSavedMib(int guests, double guestMib) => guests * guestMib * IsolatedPodConstants.TemplateSaving;
}
