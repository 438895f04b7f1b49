using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>What is believed about lifetimes when a VM is placed.</summary>
public interface ILifetimeForecast
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <summary>Minutes that a VM placed now is expected to live.</summary>
    double Lifetime(PackingGuest newcomer);

    /// <summary>
    /// Minutes by which <paramref name="newcomer"/> is expected to outlive all of <paramref name="guests"/>, who have lived a while already; at
    /// most its lifetime.
    /// </summary>
    double Extension(PackingGuest newcomer, IReadOnlyList<PackingGuest> guests);
}

/// <summary>A guest as a forecast may see it.</summary>
/// <param name="Index">Its number in the instance, in the order of arrival.</param>
/// <param name="Item">The guest. Only the oracle looks at its end.</param>
/// <param name="Age">Minutes since its start.</param>
public readonly record struct PackingGuest(int Index, PackingItem Item, int Age);
