namespace Cloud.Simulation.Engine;

/// <summary>A bounded <see cref="EventLoop"/> was asked to hold more pending events than its limit: a leak or a storm.</summary>
public sealed class EventQueueFullException : InvalidOperationException
{
    /// <summary>Creates the exception without detail.</summary>
    public EventQueueFullException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public EventQueueFullException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public EventQueueFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
