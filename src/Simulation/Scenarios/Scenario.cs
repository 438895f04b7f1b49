namespace Cloud.Simulation.Scenarios;

/// <summary>
/// A family of worlds: how much goes wrong at most, and how much is asked. A seed draws one world of it, fault by fault, so that some seeds
/// see one fault alone and others all at once.
/// </summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Description">One sentence for the person who chooses.</param>
public sealed record Scenario(string Name, string Description)
{
    /// <summary>Rounds of the first act, under faults.</summary>
    public int Rounds { get; init; } = 250;

    /// <summary>Requests of a round, at most.</summary>
    public int RequestsMax { get; init; } = 4;

    /// <summary>Highest share of messages that are lost, doubled and late (each drawn by itself), 0 to 1.</summary>
    public double MessageFaultsMax { get; init; }

    /// <summary>Highest probability per commit that the control plane dies just before or just after it.</summary>
    public double DeathsMax { get; init; }

    /// <summary>Highest probability per round that the whole process dies, hosts included.</summary>
    public double BlackoutsMax { get; init; }

    /// <summary>Highest probability per round that a host, or with it its rack, loses power.</summary>
    public double CrashesMax { get; init; }

    /// <summary>Highest probability per round that a rack loses its network.</summary>
    public double PartitionsMax { get; init; }

    /// <summary>Highest probability per round that a host becomes slow, or its disk full.</summary>
    public double AilmentsMax { get; init; }
}

/// <summary>The scenarios that can be asked for by name.</summary>
public static class ScenarioCatalogue
{
    public static Scenario Calm { get; } = new("calm", "Nothing fails: what every other scenario is compared with.");

    public static Scenario Lossy { get; } = new("lossy", "Messages between control plane and hosts are lost, doubled, late and out of order.")
    {
        MessageFaultsMax = 0.3,
    };

    public static Scenario Restarts { get; } = new("restarts", "The control plane dies before and after its commits, and starts again from the store.")
    {
        DeathsMax = 0.1, BlackoutsMax = 0.04,
    };

    public static Scenario Power { get; } = new("power", "Hosts and racks lose power and network, become slow or full.")
    {
        CrashesMax = 0.08, PartitionsMax = 0.06, AilmentsMax = 0.08,
    };

    public static Scenario Crowd { get; } = new("crowd", "Far more is asked than fits, while messages are lost.")
    {
        RequestsMax = 16, MessageFaultsMax = 0.1,
    };

    public static Scenario Storm { get; } = new("storm", "Everything at once, in the measure that the seed draws.")
    {
        MessageFaultsMax = 0.25, DeathsMax = 0.05, BlackoutsMax = 0.03, CrashesMax = 0.05, PartitionsMax = 0.04, AilmentsMax = 0.05, RequestsMax = 8,
    };

    public static IReadOnlyList<Scenario> All { get; } = [Calm, Lossy, Restarts, Power, Crowd, Storm];

    /// <summary>The scenario of that name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.Ordinal));
}
