namespace Cloud.Domain.Hardware.Costs.Switching;

/// <summary>Section 2.1: time to hand over one message, nanoseconds.</summary>
public static class Messaging
{
    /// <summary>Through a pipe: two system calls' worth of pipe code, one switch, one copy in and one out.</summary>
    public static double PipeNs(CoreClock clock, double bytes, bool sameAddressSpace) =>
        (SwitchConstants.PipeUs * 1000) + ContextSwitch.DirectNs(clock, new(sameAddressSpace)) + (2 * bytes / SwitchConstants.CopyGBs);

    /// <summary>Through a local socket: the pipe path and two more system calls of protocol work.</summary>
    public static double SocketNs(CoreClock clock, double bytes) => PipeNs(clock, bytes, sameAddressSpace: false) + (2 * SwitchConstants.SyscallNs);

    /// <summary>
    /// Through shared memory: every line moves once between the cores (<paramref name="lineNs"/> by distance), and the lock moves once
    /// for each of the <paramref name="contenders"/> that want it.
    /// </summary>
    public static double SharedMemoryNs(double bytes, double lineNs, int contenders) =>
        (Math.Max(1, Math.Ceiling(bytes / ModelUnits.LineBytes) / SwitchConstants.SequentialOverlap) * lineNs)
        + SwitchConstants.LockNs + ((Math.Max(1, contenders) - 1) * lineNs);
}
