using Cloud.Domain.Hardware.Costs.Switching;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 2: a message through the kernel and through shared memory.</summary>
internal static class MessagingLab
{
    private static readonly string[] Ways = ["pipe", "socket", "shared memory, near", "shared memory, other socket"];

    public static Lab Lab { get; } = new(2, "ipc", "Talking to the neighbour", "L1 inter-process communication",
        "A pipe needs the kernel and a switch; a socket also the protocol. Shared memory needs the cache line and a lock. That is much faster between two, "
        + "but more threads fight for the same lock, and each waits for the line to come round.",
        "pipe = 2 calls + switch + copies;  shared = lines · t_line + lock + waiters · t_line",
        [new("size", "message size", "bytes", 64, 1, 1e6), LabKnob.Count("messages", "messages", "", 1000, 1, 1_000_000), new("line", "line transfer", "ns", 107, 10, 400)],
        k => new(
            LabPlot.Bars("one message between two", LabAxis.Of("way", Ways), new("latency", "µs", true), LabSeries.Bars("latency", [.. Latencies(k).Select(ns => ns / 1000)])),
            LabPlot.Bars("all the messages", LabAxis.Of("way", Ways), new("time", "ms", true), LabSeries.Bars("total", [.. Latencies(k).Select(ns => ns * k.Count("messages") / 1e6)])),
            LabPlot.Lines("many senders", new("threads", ""), new("time per message", "ns", true),
                LabSeries.Over("pipe", LabScale.Whole(1, 64), _ => Messaging.PipeNs(LabScale.Host.Clock, k["size"], sameAddressSpace: false)),
                LabSeries.Over("shared memory", LabScale.Whole(1, 64), n => Messaging.SharedMemoryNs(k["size"], k["line"], (int)n)))),
        [
            new("shared memory is below 0.3 µs, a pipe one to three", r => r["latency"].At(2) < 0.3 && r["latency"].First is > 1 and < 3), new("contention raises it above the pipe", r => r["shared memory"].Rises && r["shared memory"].Last > r["pipe"].Last),
            new("a socket costs more than a pipe", r => r["latency"].At(1) > r["latency"].First),
        ]);

    private static double[] Latencies(LabSettings k) =>
    [
        Messaging.PipeNs(LabScale.Host.Clock, k["size"], sameAddressSpace: false), Messaging.SocketNs(LabScale.Host.Clock, k["size"]),
        Messaging.SharedMemoryNs(k["size"], LabScale.Host.LineTransfer.ComplexNs, 1), Messaging.SharedMemoryNs(k["size"], k["line"], 1),
    ];
}
