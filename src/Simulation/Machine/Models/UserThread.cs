using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>A thread that the kernel does not know.</summary>
internal sealed class UserThread(IOpSource program, ProgramCursor cursor)
{
    public readonly ProgramCursor Cursor = cursor;

    /// <summary>What is left of a computation that was cut short.</summary>
    public Op? Rest;

    public Op Next() => program.Next(Cursor);
}
