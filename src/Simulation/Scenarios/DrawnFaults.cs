using System.Globalization;
using Cloud.ControlPlane.Operator.Faults;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;

namespace Cloud.Simulation.Scenarios;

/// <summary>What goes wrong in one world, and how often.</summary>
public sealed record DrawnFaults
{
    /// <summary>What happens to messages everywhere, all the time.</summary>
    public required LinkFaults Messages { get; init; }

    /// <summary>Probability that the control plane dies, at each step of its writer.</summary>
    public required double Death { get; init; }

    /// <summary>Probability per commit that the store refuses it.</summary>
    public required double StoreRefuses { get; init; }

    /// <summary>Probability per commit that the store takes it and says nothing.</summary>
    public required double StoreIsSilent { get; init; }

    /// <summary>Probability per round that everything dies.</summary>
    public required double Blackout { get; init; }

    /// <summary>Probability per round that a fault of this kind begins; kinds that never strike are not in it.</summary>
    public required IReadOnlyDictionary<FaultKind, double> Rates { get; init; }

    public static DrawnFaults Draw(SimRandom random, Scenario scenario) => new()
    {
        Messages = new(Rate(random, scenario.MessageFaultsMax), Rate(random, scenario.MessageFaultsMax), Rate(random, scenario.MessageFaultsMax), random.NextInt(100, 20_000))
        {
            Reorder = Rate(random, scenario.MessageFaultsMax),
        },
        Death = Rate(random, scenario.DeathsMax),
        StoreRefuses = Rate(random, scenario.StoreFailuresMax),
        StoreIsSilent = Rate(random, scenario.StoreFailuresMax),
        Blackout = Rate(random, scenario.BlackoutsMax),
        Rates = FaultNames.Kinds.Select(kind => (kind, rate: Rate(random.Split("kind", (int)kind), scenario.MaxOf(kind))))
            .Where(drawn => drawn.rate > 0).ToDictionary(drawn => drawn.kind, drawn => drawn.rate),
    };

    public override string ToString()
    {
        var often = Rates.OrderBy(rate => rate.Key).Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key.Name()} {rate.Value:P1}"));
        return string.Create(CultureInfo.InvariantCulture, $"messages lost {Messages.Drop:P0}, doubled {Messages.Duplicate:P0}, late {Messages.Delay:P0}, overtaken {Messages.Reorder:P0}; ")
            + string.Create(CultureInfo.InvariantCulture, $"deaths {Death:P1} a step, store refuses {StoreRefuses:P1}, is silent {StoreIsSilent:P1}, blackouts {Blackout:P1}; {(Rates.Count == 0 ? "hosts are well" : string.Join(", ", often))}");
    }

    /// <summary>A third of the seeds leave a fault out altogether.</summary>
    private static double Rate(SimRandom random, double most)
    {
        var (absent, share) = (random.NextInt(3) == 0, random.NextDouble());
        return absent ? 0 : most * share;
    }
}
