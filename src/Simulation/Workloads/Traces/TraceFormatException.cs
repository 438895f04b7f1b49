using System.Globalization;

namespace Cloud.Simulation.Workloads.Traces;

/// <summary>A trace file does not have the format it should have. Names the line.</summary>
public sealed class TraceFormatException : Exception
{
    public TraceFormatException(long line, string problem)
        : base(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}")) => Line = line;

    /// <summary>Line in the file, from 1.</summary>
    public long Line { get; }
}
