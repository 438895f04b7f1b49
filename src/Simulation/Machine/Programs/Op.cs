using System.Runtime.InteropServices;
using Cloud.Domain.Hardware.Costs.Exits;

namespace Cloud.Simulation.Machine.Programs;

/// <summary>What a step of a program does.</summary>
public enum OpKind
{
    /// <summary>Computes for A ns of full-speed time.</summary>
    Compute,

    /// <summary>Sets the working set to A bytes; bytes never touched before fault.</summary>
    Touch,

    /// <summary>Blocks for B ns without using a device.</summary>
    Sleep,

    /// <summary>Blocks on device A for B ns of its service.</summary>
    Io,

    /// <summary>Starts B ns of service on device A without blocking; its completion arrives on channel Target.</summary>
    StartIo,

    /// <summary>Acquires lock A.</summary>
    Lock,

    /// <summary>Releases lock A.</summary>
    Unlock,

    /// <summary>Sends the current message on channel A with tag B.</summary>
    Send,

    /// <summary>Waits for a message on channel A.</summary>
    Receive,

    /// <summary>Gives way once.</summary>
    Yield,

    /// <summary>Leaves guest mode B times for reason A.</summary>
    Exit,

    /// <summary>Begins a request: its time counts from here.</summary>
    Stamp,

    /// <summary>Counts a finished request on counter A, with the time since its beginning.</summary>
    Mark,

    /// <summary>Continues at step Target.</summary>
    Jump,

    /// <summary>Continues at step Target, A times, then goes on.</summary>
    Repeat,

    /// <summary>Continues at step Target when the last message's tag is A.</summary>
    JumpIfTag,

    /// <summary>Ends the task.</summary>
    Finish,

    /// <summary>Switches between user-level threads, for A ns.</summary>
    UserSwitch,
}

/// <summary>One step of a program, as data.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="A">First operand; see the kind.</param>
/// <param name="B">Second operand; see the kind.</param>
/// <param name="Target">Step to continue at, or a channel.</param>
/// <param name="IsMean">The duration is the mean of an exponential distribution, drawn anew each time.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Op(OpKind Kind, long A = 0, long B = 0, int Target = -1, bool IsMean = false)
{
    /// <summary>Computes for so many ns.</summary>
    public static Op Compute(long ns) => new(OpKind.Compute, Positive(ns));

    /// <summary>Computes for an exponentially distributed time.</summary>
    public static Op ComputeRandom(long meanNs) => new(OpKind.Compute, Positive(meanNs), IsMean: true);

    /// <summary>Sets the working set.</summary>
    public static Op Touch(long bytes) => new(OpKind.Touch, Positive(bytes));

    /// <summary>Blocks for so many ns.</summary>
    public static Op Sleep(long ns) => new(OpKind.Sleep, 0, Positive(ns));

    /// <summary>Blocks for an exponentially distributed time.</summary>
    public static Op SleepRandom(long meanNs) => new(OpKind.Sleep, 0, Positive(meanNs), IsMean: true);

    /// <summary>Blocks on a device.</summary>
    public static Op Io(IoDevice device, long serviceNs, bool isMean = false) => new(OpKind.Io, device.Id, Positive(serviceNs), IsMean: isMean);

    /// <summary>Starts I/O whose completion is a message with tag 1.</summary>
    public static Op StartIo(IoDevice device, long serviceNs, MessageChannel completions, bool isMean = false) =>
        new(OpKind.StartIo, device.Id, Positive(serviceNs), completions.Id, isMean);

    /// <summary>Acquires a lock.</summary>
    public static Op Lock(MachineLock machineLock) => new(OpKind.Lock, machineLock.Id);

    /// <summary>Releases a lock.</summary>
    public static Op Unlock(MachineLock machineLock) => new(OpKind.Unlock, machineLock.Id);

    /// <summary>Passes the current message on.</summary>
    public static Op Send(MessageChannel channel, int tag = 0) => new(OpKind.Send, channel.Id, tag);

    /// <summary>Waits for a message.</summary>
    public static Op Receive(MessageChannel channel) => new(OpKind.Receive, channel.Id);

    /// <summary>Gives way once.</summary>
    public static Op Yield() => new(OpKind.Yield);

    /// <summary>Leaves guest mode.</summary>
    public static Op Exit(ExitReason reason, long count = 1) => new(OpKind.Exit, (long)reason, Positive(count));

    /// <summary>Begins a request.</summary>
    public static Op Stamp() => new(OpKind.Stamp);

    /// <summary>Ends a request.</summary>
    public static Op Mark(RequestCounter counter) => new(OpKind.Mark, counter.Id);

    /// <summary>Continues elsewhere.</summary>
    public static Op Jump(int target) => new(OpKind.Jump, Target: target);

    /// <summary>Continues elsewhere so many times.</summary>
    public static Op Repeat(int target, long times) => new(OpKind.Repeat, times, Target: target);

    /// <summary>Continues elsewhere when the last message has a tag.</summary>
    public static Op JumpIfTag(int tag, int target) => new(OpKind.JumpIfTag, tag, Target: target);

    /// <summary>Ends the task.</summary>
    public static Op Finish() => new(OpKind.Finish);

    private static long Positive(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }
}
