using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Cloud.Cli.Calibration;

/// <summary>The few calls of Linux that .NET has no name for.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Libc
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int NoHugePage = 15;

    public static int Parent() => GetParent();

    /// <summary>Keeps a thread or process (0 = the calling thread) on one processor; false where that is not allowed.</summary>
    public static unsafe bool Pin(int task, int processor)
    {
        Span<ulong> mask = stackalloc ulong[16];
        mask[processor / 64] = 1UL << (processor % 64);
        fixed (ulong* bits = mask) return SetAffinity(task, (nuint)(mask.Length * sizeof(ulong)), bits) == 0;
    }

    /// <summary>Fresh memory that no page table maps yet, in small pages.</summary>
    public static nint Map(nuint bytes)
    {
        var start = MapMemory(0, bytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (start == -1) throw new InvalidOperationException("There is no memory left to walk.");
        _ = Advise(start, bytes, NoHugePage);
        return start;
    }

    public static void Unmap(nint start, nuint bytes) => _ = UnmapMemory(start, bytes);

    public static unsafe (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (MakePipe(ends) != 0) throw new InvalidOperationException("There are no pipes left.");
        return (ends[0], ends[1]);
    }

    public static unsafe void Send(int end)
    {
        byte one = 1;
        if (WriteBytes(end, &one, 1) != 1) throw new InvalidOperationException("The pipe is broken.");
    }

    public static unsafe void Receive(int end)
    {
        byte one;
        if (ReadBytes(end, &one, 1) != 1) throw new InvalidOperationException("The pipe is broken.");
    }

    public static void Close(int end) => _ = CloseEnd(end);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static unsafe partial int SetAffinity(int task, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint MapMemory(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int UnmapMemory(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static unsafe partial int MakePipe(int* ends);

    [LibraryImport("libc", EntryPoint = "write")]
    private static unsafe partial nint WriteBytes(int file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "read")]
    private static unsafe partial nint ReadBytes(int file, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseEnd(int file);
}
