using Cloud.ControlPlane.Hosts;
using Cloud.Simulation.Containers;

namespace Cloud.Simulation.Fleet;

/// <summary>What those who let guests live need to know of a host.</summary>
internal sealed partial class SimulatedHost
{
    /// <summary>Called when something on the host may have changed; null when nobody cares.</summary>
    public Action? Stirred { get; set; }

    /// <summary>The live model behind the control groups; null when guests do not live, and a model is made for whoever looks.</summary>
    public IContainerMeters? LiveMeters { get; set; }

    /// <summary>The guests that run now, in no order that means anything.</summary>
    public IEnumerable<RunningGuest> Running => _guests.Values.Select(guest => guest.Running).OfType<RunningGuest>();
}

/// <summary>A guest that runs.</summary>
/// <param name="Command">By which command.</param>
/// <param name="Boots">How often it was started: another number is another life.</param>
internal readonly record struct RunningGuest(EnsureInstance Command, int Boots);
