using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>
/// The true lifetimes, or the true lifetimes times exp(normal × <paramref name="logError"/>): drawn once for each VM when it arrives. A VM that
/// outlives its forecast is expected to live as long again.
/// </summary>
/// <param name="logError">Standard deviation of the error of the logarithm; 0 for an oracle.</param>
/// <param name="seed">Of the errors.</param>
public sealed class OracleForecast(double logError = 0, ulong seed = 1) : ILifetimeForecast
{
    private readonly SimRandom _random = new(seed);

    public string Name => logError == 0 ? "oracle" : FormattableString.Invariant($"log-error {logError:0.0}");

    public double Lifetime(PackingGuest newcomer) => logError == 0
        ? newcomer.Item.Minutes
        : Math.Max(1, newcomer.Item.Minutes * PortableMath.Exp(logError * _random.Split("error", newcomer.Index).Normal()));

    public double Extension(PackingGuest newcomer, IReadOnlyList<PackingGuest> guests)
    {
        var exit = 0.0;
        foreach (var guest in guests)
        {
            var left = Lifetime(guest) - guest.Age;
            exit = Math.Max(exit, left > 0 ? left : guest.Age + 1);
        }

        return Math.Max(0, Lifetime(newcomer) - exit);
    }
}
