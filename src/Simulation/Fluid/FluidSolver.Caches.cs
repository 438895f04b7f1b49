using Cloud.Simulation.Engine;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>The last-level caches of each NUMA node (9.1): a share goes with the insertion rate, nobody holds more than its working set.</summary>
internal sealed partial class FluidSolver
{
    private void Caches()
    {
        var held = Column(C.CacheShare);
        held.Clear();
        for (var n = 0; n < _platform.NumaNodes; n++) ShareCache(Column(C.CpuShare(n)), held);
        Misses(held);
    }

    private void ShareCache(ReadOnlySpan<double> share, Span<double> held)
    {
        ReadOnlySpan<double> most = Column(C.CacheBytes), weight = Column(C.CacheWeight), ways = Column(C.OwnCache);
        Span<double> caps = _a.AsSpan(0, _rows), weights = _b.AsSpan(0, _rows);
        double left = _platform.NodeCacheBytes, wanted = 0;
        for (var i = 0; i < _rows; i++)
        {
            var alone = ways[i] > 0 && share[i] > 0;
            if (alone)
            {
                left -= ways[i];
                held[i] += Math.Min(ways[i], most[i] * share[i]);
            }

            caps[i] = alone || _offered[i] <= 0 ? 0 : most[i] * share[i];
            weights[i] = weight[i] * share[i];
            wanted += caps[i];
        }

        if (wanted <= left)
        {
            for (var i = 0; i < _rows; i++) held[i] += caps[i];
            return;
        }

        // Classes may claim more ways than there are; the others then keep one.
        var level = WaterFilling.Level(caps, weights, Math.Max(left, _platform.NodeCacheBytes / _platform.CacheWays));
        for (var i = 0; i < _rows; i++) held[i] += WaterFilling.At(level, caps[i], weights[i]);
    }

    private void Misses(ReadOnlySpan<double> held)
    {
        ReadOnlySpan<double> most = Column(C.CacheBytes), alone = Column(C.MissAlone), scale = Column(C.MissScale), alpha = Column(C.MissAlpha);
        var miss = Column(C.Miss);
        for (var i = 0; i < _rows; i++)
        {
            if (held[i] >= most[i] * (1 - 1e-12) || held[i] <= 0)
            {
                miss[i] = held[i] <= 0 && most[i] > 0 && _offered[i] > 0 ? 1 : alone[i];
                continue;
            }

            var power = alpha[i].Equals(0.5) ? 1 / Math.Sqrt(held[i]) : PortableMath.Pow(held[i], -alpha[i]);
            miss[i] = Math.Min(1, Math.Max(alone[i], scale[i] * power));
        }
    }
}
