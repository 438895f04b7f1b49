using System.Diagnostics;
using System.Runtime.Versioning;

namespace Cloud.Cli.Calibration;

/// <summary>System calls, pipes and switches between tasks that share one processor.</summary>
[SupportedOSPlatform("linux")]
internal static class SwitchProbe
{
    private const int Calls = 20_000;
    private const int Rounds = 25;

    public static double SyscallNs(TimeSpan budget, CancellationToken cancel) => Repeat.NsPerOperation(budget, Calls, () =>
    {
        for (var call = 0; call < Calls; call++) _ = Libc.Parent();
    }, cancel);

    /// <summary>Writing one byte into a pipe and reading it back, without a switch.</summary>
    public static double PipeNs(TimeSpan budget, CancellationToken cancel)
    {
        var pipe = Libc.Pipe();
        var ns = Repeat.NsPerOperation(budget, Rounds, () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                Libc.Send(pipe.Write);
                Libc.Receive(pipe.Read);
            }
        }, cancel);
        Libc.Close(pipe.Read);
        Libc.Close(pipe.Write);
        return ns;
    }

    /// <summary>A round through two pipes between two threads on one processor, less the pipes, is two switches.</summary>
    public static double ThreadSwitchNs(TimeSpan budget, double pipeNs, CancellationToken cancel)
    {
        var (there, back) = (Libc.Pipe(), Libc.Pipe());
        var echo = new Thread(() =>
        {
            Libc.Pin(0, 0);
            try
            {
                while (true)
                {
                    Libc.Receive(there.Read);
                    Libc.Send(back.Write);
                }
            }
            catch (InvalidOperationException)
            {
                // The other end is closed: measuring is over.
            }
        })
        { IsBackground = true };
        echo.Start();
        try
        {
            return SwitchNs(budget, pipeNs, there.Write, back.Read, cancel);
        }
        finally
        {
            Libc.Close(there.Write);
            echo.Join();
            Array.ForEach([there.Read, back.Read, back.Write], Libc.Close);
        }
    }

    /// <summary>The same with a child process that echoes; what the child adds beyond the switch counts as switch. Null when there is no child to be had.</summary>
    public static double? ProcessSwitchNs(TimeSpan budget, double pipeNs, CancellationToken cancel)
    {
        using var child = Process.Start(new ProcessStartInfo("cat") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true });
        if (child is null) return null;
        Libc.Pin(child.Id, 0);
        var (write, read) = (child.StandardInput.BaseStream, child.StandardOutput.BaseStream);
        var one = new byte[1];
        var round = Repeat.NsPerOperation(budget, Rounds, () =>
        {
            for (var at = 0; at < Rounds; at++)
            {
                write.Write(one);
                write.Flush();
                read.ReadExactly(one);
            }
        }, cancel);
        child.StandardInput.Close();
        child.WaitForExit();
        return Math.Max(0, (round - (2 * pipeNs)) / 2);
    }

    private static double SwitchNs(TimeSpan budget, double pipeNs, int write, int read, CancellationToken cancel)
    {
        var round = Repeat.NsPerOperation(budget, Rounds, () =>
        {
            for (var at = 0; at < Rounds; at++)
            {
                Libc.Send(write);
                Libc.Receive(read);
            }
        }, cancel);
        return Math.Max(0, (round - (2 * pipeNs)) / 2);
    }
}
