using System.Runtime.InteropServices;

namespace Cloud.Simulation.Machine.Programs;

/// <summary>One request of a device: a blocked task, or a completion to send.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IoRequest(MachineTask? Task, MessageChannel? Completions, long OriginNs, long ServiceNs, long Tag = 1);

/// <summary>A device that serves a number of requests at once and queues the rest in order.</summary>
public sealed class IoDevice
{
    internal readonly Queue<IoRequest> Queue = new();
    internal readonly IoRequest[] Serving;
    internal readonly Stack<int> Free = new();
    internal readonly int Id;

    internal IoDevice(int id, string name, int servers)
    {
        Id = id;
        Name = name;
        Serving = new IoRequest[servers];
        for (var i = servers - 1; i >= 0; i--) Free.Push(i);
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Requests served at once.</summary>
    public int Servers => Serving.Length;

    /// <summary>Requests served so far.</summary>
    public long Completed { get; internal set; }

    /// <summary>Service given so far, in ns; counted when a request starts.</summary>
    public long BusyNs { get; internal set; }
}
