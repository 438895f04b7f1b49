namespace Cloud.Simulation.Machine.Programs;

/// <summary>Tells a task what to do next. Stateless sources (see <see cref="OpProgram"/>) may serve many tasks.</summary>
public interface IOpSource
{
    /// <summary>The next step of the thread of control that the cursor stands for.</summary>
    Op Next(ProgramCursor cursor);
}
