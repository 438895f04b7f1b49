using System.Runtime.CompilerServices;

namespace Cloud.Simulation.Machine;

/// <summary>Refuses parameters out of range, naming the property that is wrong.</summary>
internal static class Require
{
    public static void InRange(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string? what = null)
    {
        if (value >= least && value <= most) return;
        throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} must be {least} to {most}.");
    }
}
