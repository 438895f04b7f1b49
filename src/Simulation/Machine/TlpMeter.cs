namespace Cloud.Simulation.Machine;

/// <summary>
/// Thread-level parallelism of a job: how long exactly i of its threads ran at the same time, and the lecture's
/// TLP = Σ i·c_i / (1 - c_0) over those shares (5.1).
/// </summary>
public sealed class TlpMeter
{
    private readonly List<long> _ns = [0];
    private int _running;
    private long _sinceNs;

    /// <summary>Share of time, by the number of threads running at the same time.</summary>
    public IReadOnlyList<double> Shares(long nowNs)
    {
        Advance(nowNs);
        var total = (double)_ns.Sum();
        return total == 0 ? [1] : [.. _ns.Select(ns => ns / total)];
    }

    /// <summary>TLP up to now; 0 when nothing ran.</summary>
    public double Tlp(long nowNs) => Of(Shares(nowNs));

    /// <summary>TLP of given shares c_0, c_1, … that sum to 1.</summary>
    public static double Of(IReadOnlyList<double> shares)
    {
        var weighted = 0.0;
        for (var i = 1; i < shares.Count; i++) weighted += i * shares[i];
        return shares[0] >= 1 ? 0 : weighted / (1 - shares[0]);
    }

    internal void Change(long nowNs, int by)
    {
        Advance(nowNs);
        _running += by;
        while (_ns.Count <= _running) _ns.Add(0);
    }

    private void Advance(long nowNs)
    {
        _ns[_running] += nowNs - _sinceNs;
        _sinceNs = nowNs;
    }
}
