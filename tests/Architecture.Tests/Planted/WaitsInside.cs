using Cloud.Simulation.Engine;

namespace Cloud.Architecture.Tests.Planted;

/// <summary>Breaks two rules where only the body of a method shows it; the guards must see it.</summary>
internal static class WaitsInside
{
    public static int Run(int seed)
    {
        var random = new SimRandom((ulong)seed);
        return Task.FromResult(random.NextInt(6)).GetAwaiter().GetResult();
    }
}
