namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>Section 2.1: what it costs to create a thread or a process. Microseconds and bytes.</summary>
public static class TaskCreation
{
    /// <summary>Creating and joining a thread; independent of the memory of its process.</summary>
    public static double ThreadUs => SwitchConstants.ThreadCreateUs;

    /// <summary>Forking a process with this resident size: its page tables are copied.</summary>
    public static double ForkUs(double residentBytes) =>
        SwitchConstants.ForkUs + (SwitchConstants.ForkPerPageUs * residentBytes / ModelUnits.PageBytes);

    /// <summary>Loading a program that touches this many pages at start.</summary>
    public static double ExecUs(double touchedPages) => SwitchConstants.ExecUs + (touchedPages * SwitchConstants.MinorFaultUs);

    /// <summary>Fork, exec and wait.</summary>
    public static double SpawnUs(double parentResidentBytes, double touchedPages) => ForkUs(parentResidentBytes) + ExecUs(touchedPages);

    /// <summary>The first write to a page shared by copy-on-write.</summary>
    public static double CopyOnWriteFaultUs => SwitchConstants.MinorFaultUs + (ModelUnits.PageBytes / (SwitchConstants.CopyGBs * 1000));

    /// <summary>Memory of the kernel and the stack for one thread.</summary>
    public static double ThreadBytes => SwitchConstants.KernelStackBytes + SwitchConstants.TaskStructBytes + SwitchConstants.TouchedStackBytes;

    /// <summary>Memory of a forked process that writes this fraction of its parent's pages: a thread, page tables, and the copies.</summary>
    public static double ProcessBytes(double residentBytes, double writtenFraction) =>
        ThreadBytes + (residentBytes / ModelUnits.PageBytes * 8) + (residentBytes * writtenFraction);
}
