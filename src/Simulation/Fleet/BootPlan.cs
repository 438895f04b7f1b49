using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet.Faults;

namespace Cloud.Simulation.Fleet;

/// <summary>The phases of one boot with their drawn durations.</summary>
internal sealed class BootPlan
{
    private readonly List<(string Name, long DurationNs)> _phases = [];
    private readonly long _totalNs;

    /// <param name="path">The kind's boot path.</param>
    /// <param name="imageNs">Time until the host holds the image; 0 when it does.</param>
    /// <param name="random">The generator of this one boot.</param>
    /// <param name="sigma">Shape of the log-normal.</param>
    public BootPlan(BootPath path, long imageNs, SimRandom random, double sigma)
    {
        if (imageNs > 0) _phases.Add((ImageFetch.Phase, imageNs));
        foreach (var phase in path.Phases) _phases.Add((phase.Name, DrawNs(phase.MedianMs, random, sigma)));
        foreach (var (_, durationNs) in _phases) _totalNs += durationNs;
    }

    public int Count => _phases.Count;

    public static long DrawNs(double medianMs, SimRandom random, double sigma) =>
        (long)(random.LogNormal(PortableMath.Log(medianMs), sigma) * 1e6);

    public string Name(int phase) => _phases[phase].Name;

    public long DurationNs(int phase) => _phases[phase].DurationNs;

    /// <summary>Part of the boot that is over when a phase begins, 0 to 99.</summary>
    public int PercentBefore(int phase)
    {
        var doneNs = 0L;
        for (var i = 0; i < phase; i++) doneNs += _phases[i].DurationNs;
        return _totalNs == 0 ? 0 : (int)Math.Min(99, doneNs * 100 / _totalNs);
    }

    /// <summary>The phases as the host's own clock has measured them.</summary>
    public IReadOnlyList<PhaseTiming> Timeline(HostClock clock) => [.. _phases.Select(phase => new PhaseTiming(phase.Name, clock.Shown(phase.DurationNs) / 1e6))];
}
