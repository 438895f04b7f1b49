namespace Cloud.Simulation.Engine;

/// <summary>
/// Receives events of an <see cref="EventLoop"/> without a closure per event: the two numbers say which event it is
/// (for example an entity's index and a kind). Called on the loop's only thread, at the event's virtual time.
/// </summary>
public interface IEventHandler
{
    /// <summary>Handles one event. It may schedule and cancel events; it must not run the loop.</summary>
    /// <param name="a">First number given when the event was scheduled.</param>
    /// <param name="b">Second number given when the event was scheduled.</param>
    void OnEvent(long a, long b);
}
