using Cloud.ControlPlane.Hosts;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet.Faults;

/// <summary>What one host has said lately while it is given to repeating itself, and which of it comes up again.</summary>
internal sealed class StaleReports(SimRandom random)
{
    /// <summary>Reports kept: enough to reach back over several commands.</summary>
    private const int Kept = 32;

    private readonly List<HostReport> _said = [];

    /// <summary>Notes a report; returns an older one to say again, now and then.</summary>
    public HostReport? Next(HostReport report, double rate)
    {
        var old = _said.Count > 0 && random.NextBool(rate) ? _said[random.NextInt(_said.Count)] : null;
        if (_said.Count == Kept) _said.RemoveAt(0);
        _said.Add(report);
        return old;
    }
}
