using System.Runtime.InteropServices;

namespace Cloud.Simulation.Machine.Programs;

/// <summary>A message between tasks: when its request began, and a tag.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Message(long OriginNs, long Tag);

/// <summary>A queue of messages between tasks, such as a pipe or an accept queue. A full channel drops.</summary>
public sealed class MessageChannel
{
    internal readonly Queue<Message> Messages = new();
    internal readonly Queue<MachineTask> Receivers = new();
    internal readonly int Id;

    internal MessageChannel(int id, string name, int capacity)
    {
        Id = id;
        Name = name;
        Capacity = capacity;
    }

    /// <summary>Name for people.</summary>
    public string Name { get; }

    /// <summary>Most messages that may wait.</summary>
    public int Capacity { get; }

    /// <summary>Messages waiting for a receiver.</summary>
    public int Waiting => Messages.Count;

    /// <summary>Messages that found it full.</summary>
    public long Dropped { get; internal set; }
}
