using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Machine.Programs;

/// <summary>Where one thread of control stands in its program, and the message that it works on.</summary>
/// <param name="random">Its own random numbers.</param>
public sealed class ProgramCursor(SimRandom random)
{
    /// <summary>Index of the next step.</summary>
    public int Position { get; set; }

    /// <summary>Turns left in the current repetition; -1 when none is under way.</summary>
    public long TurnsLeft { get; set; } = -1;

    /// <summary>When the request being worked on began, in ns.</summary>
    public long OriginNs { get; set; }

    /// <summary>Tag of the last message received.</summary>
    public long Tag { get; set; }

    /// <summary>A duration of an operand: itself, or drawn around it.</summary>
    public long Draw(long ns, bool isMean) => isMean ? (long)random.Exponential(ns) : ns;
}
