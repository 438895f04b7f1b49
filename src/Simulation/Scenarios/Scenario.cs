using Cloud.ControlPlane.Operator.Faults;

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

    /// <summary>Highest share of messages that are lost, doubled, late and overtaken everywhere (each drawn by itself), 0 to 1.</summary>
    public double MessageFaultsMax { get; init; }

    /// <summary>Highest probability that the control plane dies, at each step of its writer.</summary>
    public double DeathsMax { get; init; }

    /// <summary>Highest probability per commit that the store refuses it, and that it takes it and says nothing.</summary>
    public double StoreFailuresMax { get; init; }

    /// <summary>Highest probability per round that the whole process dies, hosts included.</summary>
    public double BlackoutsMax { get; init; }

    /// <summary>Highest probability per round that a host loses power, and that a rack does.</summary>
    public double CrashesMax { get; init; }

    /// <summary>Highest probability per round that hosts are cut off, one way or both.</summary>
    public double PartitionsMax { get; init; }

    /// <summary>Highest probability per round, for each other kind of fault, that it strikes a host, a rack, a zone or all.</summary>
    public double AilmentsMax { get; init; }

    /// <summary>Highest share of requests that are about reservations, spot instances and priorities, 0 to 1.</summary>
    public double ClaimsMax { get; init; }

    /// <summary>Highest probability per round that an operator moves an instance, or cancels a move.</summary>
    public double MovesMax { get; init; } = 0.2;

    /// <summary>The kinds of faults that may strike hosts; null for all whose probability is above 0.</summary>
    public IReadOnlyList<FaultKind>? Kinds { get; init; }

    /// <summary>Dies at this step of the writer, counted from 1 over the whole run, and at no other; null = as drawn.</summary>
    public int? DiesAtStep { get; init; }

    /// <summary>Highest probability per round that a fault of this kind begins.</summary>
    public double MaxOf(FaultKind kind) => Kinds is not null && !Kinds.Contains(kind) ? 0 : kind switch
    {
        FaultKind.HostCrash or FaultKind.RackPowerLoss => CrashesMax,
        FaultKind.Partition => PartitionsMax,
        _ => AilmentsMax,
    };
}

/// <summary>The scenarios that can be asked for by name.</summary>
public static class ScenarioCatalogue
{
    public static Scenario Calm { get; } = new("calm", "Nothing fails: what every other scenario is compared with.");

    public static Scenario Lossy { get; } = new("lossy", "Messages between control plane and hosts are lost, doubled, late, out of order and said again when they are old.")
    {
        MessageFaultsMax = 0.3, AilmentsMax = 0.05,
        Kinds = [FaultKind.LostMessages, FaultKind.LateMessages, FaultKind.DuplicatedMessages, FaultKind.ReorderedMessages, FaultKind.StaleReports],
    };

    public static Scenario Restarts { get; } = new("restarts", "The control plane dies at any step of its writer, its store fails, and it starts again from what is stored.")
    {
        DeathsMax = 0.04, StoreFailuresMax = 0.05, BlackoutsMax = 0.04,
    };

    public static Scenario Power { get; } = new("power", "Hosts and racks lose power and network, become slow or full, and their clocks go wrong.")
    {
        CrashesMax = 0.08, PartitionsMax = 0.06, AilmentsMax = 0.05, Kinds = [FaultKind.HostCrash, FaultKind.RackPowerLoss, FaultKind.Partition, FaultKind.SlowHost, FaultKind.DiskFull, FaultKind.ClockSkew],
    };

    public static Scenario Crowd { get; } = new("crowd", "Far more is asked than fits, while messages are lost.")
    {
        RequestsMax = 16, MessageFaultsMax = 0.1, ClaimsMax = 0.6,
    };

    public static Scenario Storm { get; } = new("storm", "Everything at once, in the measure that the seed draws.")
    {
        MessageFaultsMax = 0.25, DeathsMax = 0.02, StoreFailuresMax = 0.02, BlackoutsMax = 0.03, CrashesMax = 0.05, PartitionsMax = 0.04, AilmentsMax = 0.03, RequestsMax = 8, ClaimsMax = 0.6,
    };

    /// <summary>A world in which nothing but these faults strikes, and they often: not by name, for the proof that each is dangerous.</summary>
    public static Scenario Only(params IReadOnlyList<FaultKind> kinds) => new("only", $"Only {string.Join(", ", kinds.Select(kind => kind.Name()))}.")
    {
        CrashesMax = 0.2, PartitionsMax = 0.2, AilmentsMax = 0.2, Kinds = kinds, MovesMax = 0,
    };

    public static Scenario Moves { get; } = new("moves", "Guests are moved all the time, while messages are lost, hosts die and are evacuated, and the control plane dies at any step.")
    {
        MovesMax = 1, MessageFaultsMax = 0.2, DeathsMax = 0.03, StoreFailuresMax = 0.02, BlackoutsMax = 0.01, CrashesMax = 0.06, PartitionsMax = 0.06, AilmentsMax = 0.02, RequestsMax = 3, Rounds = 400,
    };

    public static IReadOnlyList<Scenario> All { get; } = [Calm, Lossy, Restarts, Power, Crowd, Moves, Storm];

    /// <summary>The scenario of that name, or null.</summary>
    public static Scenario? Find(string name) => All.FirstOrDefault(scenario => string.Equals(scenario.Name, name, StringComparison.Ordinal));
}
