namespace Cloud.Simulation.Fluid;

/// <summary>
/// Many hosts in closed form. A tick solves the hosts whose guests changed, and those whose memory is still on its way to where reclaim
/// is taking it; the others keep what they had, and their energy follows from it. Deterministic. Not thread-safe.
/// </summary>
public sealed class FluidFleet
{
    private readonly List<FluidHost> _hosts = [];
    private readonly List<FluidHost> _dirty = [];
    private readonly FluidSolver _solver = new();

    /// <summary>Virtual time of the last tick, seconds.</summary>
    public double Seconds { get; private set; }

    /// <summary>The hosts, in no order that means anything.</summary>
    public IReadOnlyList<FluidHost> Hosts => _hosts;

    /// <summary>Hosts that the last tick solved.</summary>
    public int Solved { get; private set; }

    /// <summary>Adds an empty host.</summary>
    public FluidHost AddHost(FluidPlatform platform)
    {
        var host = new FluidHost(this, platform) { FleetIndex = _hosts.Count };
        _hosts.Add(host);
        return host;
    }

    /// <summary>Takes a host with its guests out of the fleet. Throws when it is not in this fleet.</summary>
    public void RemoveHost(FluidHost host)
    {
        var at = host.FleetIndex;
        if (at < 0 || at >= _hosts.Count || _hosts[at] != host) throw new ArgumentException("The host is not in this fleet.", nameof(host));
        _hosts[at] = _hosts[^1];
        _hosts[at].FleetIndex = at;
        _hosts.RemoveAt(_hosts.Count - 1);
        host.FleetIndex = -1;
    }

    /// <summary>
    /// Moves time on by <paramref name="seconds"/>, with the guests as they are now. States of guests and hosts then hold for the tick.
    /// </summary>
    public void Tick(double seconds)
    {
        if (seconds is not (> 0 and < 1e9)) throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "Must be above 0.");
        var kept = 0;
        Solved = 0;
        for (var i = 0; i < _dirty.Count; i++)
        {
            var host = _dirty[i];
            host.Dirty = false;
            if (host.FleetIndex < 0) continue;
            host.SettledJoules += host.HostState.Watts * (Seconds - host.SettledSeconds);
            host.SettledSeconds = Seconds;
            Solved++;
            if (_solver.Solve(host, seconds)) continue;
            host.Dirty = true;
            _dirty[kept++] = host;
        }

        _dirty.RemoveRange(kept, _dirty.Count - kept);
        Seconds += seconds;
    }

    internal void MarkDirty(FluidHost host)
    {
        if (host.Dirty) return;
        host.Dirty = true;
        _dirty.Add(host);
    }
}
