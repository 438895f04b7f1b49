using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Costs.Memory;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>
/// Memory overcommit (8.2 to 8.6): page sharing, then ballooning by adjusted shares, compression and swap, each towards its target at
/// the rate it can go; what still does not fit goes to swap at once, or is missing.
/// </summary>
internal sealed partial class FluidSolver
{
    private const double SettledBytes = 4096;
    private static readonly double CompressedGain = 1 - (1 / ReclaimConstants.CompressionRatio);

    private bool Reclaim(double seconds)
    {
        var missing = Column(C.Missing);
        missing.Clear();
        var moved = MoveShared(seconds);
        Shrink();
        var used = _platform.Options.ReservedBytes + Sum(Column(C.Overhead));
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared);
        for (var i = 0; i < _rows; i++) used += touched[i] - shared[i];
        var before = _host.HostState.Pressure;
        if (used > _platform.MemoryBytes * (1 - ReclaimConstants.FreeHigh) || Reclaimed() > 0) moved |= MoveReclaimed(used, seconds);
        _used = used - Reclaimed();
        if (_used > _platform.MemoryBytes) moved |= SwapAtOnce();
        var after = PressureStates.Next(before, 1 - (_used / _platform.MemoryBytes));
        Enter(after);
        SlowDown();
        return !moved && after == before;
    }

    /// <summary>Physical memory that reclaim has freed.</summary>
    private double Reclaimed()
    {
        ReadOnlySpan<double> ballooned = Column(C.Ballooned), compressed = Column(C.Compressed), swapped = Column(C.Swapped), missing = Column(C.Missing);
        var sum = 0.0;
        for (var i = 0; i < _rows; i++) sum += ballooned[i] + (compressed[i] * CompressedGain) + swapped[i] + missing[i];
        return sum;
    }

    /// <summary>Sharing grows as fast as the scanner merges and goes at once when the target falls.</summary>
    private bool MoveShared(double seconds)
    {
        ReadOnlySpan<double> target = Column(C.ShareTarget);
        var shared = Column(C.Shared);
        var open = 0.0;
        for (var i = 0; i < _rows; i++) open += Math.Max(0, target[i] - shared[i]);
        var part = open <= 0 ? 1 : Math.Min(1, ScanPages * ModelUnits.PageBytes / ReclaimConstants.KsmPasses * seconds / open);
        for (var i = 0; i < _rows; i++)
            shared[i] = Math.Min(target[i], shared[i] + (Math.Max(0, target[i] - shared[i]) * part));
        return part < 1;
    }

    /// <summary>A guest that gave memory back by itself cannot have more reclaimed than it has; the dearest goes first.</summary>
    private void Shrink()
    {
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared);
        Span<double> ballooned = Column(C.Ballooned), compressed = Column(C.Compressed), swapped = Column(C.Swapped);
        for (var i = 0; i < _rows; i++)
        {
            var left = touched[i] - shared[i];
            ballooned[i] = Math.Min(ballooned[i], left);
            compressed[i] = Math.Min(compressed[i], left - ballooned[i]);
            swapped[i] = Math.Min(swapped[i], left - ballooned[i] - compressed[i]);
        }
    }

    private bool MoveReclaimed(double used, double seconds)
    {
        var memory = _platform.MemoryBytes;
        var pressure = _host.HostState.Pressure;
        var free = 1 - ((used - Reclaimed()) / memory);
        var entered = PressureStates.Next(pressure, free);
        var want = Math.Max(0, used - (memory * (1 - ReclaimConstants.FreeHigh)));
        // With enough free, reclaim goes no further; it only lets go of what nobody needs any more.
        if (entered is PressureState.High) want = Math.Min(want, Reclaimed());
        var ballooned = BalloonTargets(want, _a.AsSpan(0, _rows));
        var moved = Move(Column(C.Ballooned), _a.AsSpan(0, _rows), ReclaimConstants.BalloonInflateGBs * 1e9 * seconds, ReclaimConstants.BalloonDeflateGBs * 1e9 * seconds, each: true);
        var hard = entered >= PressureState.Hard || Sum(Column(C.Compressed)) > 0 || Sum(Column(C.Swapped)) > 0;
        var more = hard ? Math.Max(0, used - (memory * (1 - ReclaimConstants.FreeSoft)) - ballooned) : 0;
        var gained = CompressTargets(more, _b.AsSpan(0, _rows));
        var rate = _platform.CompressBytesPerSecond * seconds;
        moved |= Move(Column(C.Compressed), _b.AsSpan(0, _rows), rate, rate, each: false);
        SwapTargets(Math.Max(0, more - gained), _c.AsSpan(0, _rows));
        rate = _platform.SwapBytesPerSecond * seconds;
        moved |= Move(Column(C.Swapped), _c.AsSpan(0, _rows), rate, rate, each: false);
        Shrink();
        return moved;
    }

    /// <summary>
    /// What each balloon should hold: memory goes to where the adjusted shares per page are highest (8.2), down to the working set.
    /// Returns their sum.
    /// </summary>
    private double BalloonTargets(double want, Span<double> target)
    {
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared), working = Column(C.Working), may = Column(C.Balloonable);
        ReadOnlySpan<double> weights = Column(C.MemoryWeight);
        Span<double> floors = _b.AsSpan(0, _rows), caps = _c.AsSpan(0, _rows);
        double held = 0, least = 0;
        for (var i = 0; i < _rows; i++)
        {
            caps[i] = may[i] * (touched[i] - shared[i]);
            floors[i] = Math.Min(caps[i], may[i] * working[i]);
            held += caps[i];
            least += floors[i];
        }

        var level = WaterFilling.LevelAboveFloors(floors, caps, weights, Math.Max(least, held - want));
        var sum = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            var keeps = double.IsInfinity(level) ? caps[i] : Math.Min(caps[i], Math.Max(floors[i], weights[i] * level));
            sum += target[i] = caps[i] - keeps;
        }

        return sum;
    }

    /// <summary>Cold memory that compresses, in proportion; returns the physical memory that it frees.</summary>
    private double CompressTargets(double want, Span<double> target)
    {
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared), working = Column(C.Working), may = Column(C.Reclaimable);
        ReadOnlySpan<double> ballooned = Column(C.Ballooned), swapped = Column(C.Swapped);
        var potential = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            var cold = touched[i] - shared[i] - working[i] - ballooned[i] - swapped[i];
            potential += target[i] = may[i] * Math.Max(0, cold) * (1 - ReclaimConstants.Incompressible);
        }

        var part = potential <= 0 ? 0 : Math.Min(1, want / (potential * CompressedGain));
        for (var i = 0; i < _rows; i++) target[i] *= part;
        return potential * part * CompressedGain;
    }

    /// <summary>The host does not know what a guest needs: swap takes from all alike, the working set included.</summary>
    private void SwapTargets(double want, Span<double> target)
    {
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared), may = Column(C.Reclaimable);
        ReadOnlySpan<double> ballooned = Column(C.Ballooned), compressed = Column(C.Compressed);
        var potential = 0.0;
        for (var i = 0; i < _rows; i++) potential += target[i] = may[i] * Math.Max(0, touched[i] - shared[i] - ballooned[i] - compressed[i]);
        var part = potential <= 0 ? 0 : Math.Min(1, want / potential);
        for (var i = 0; i < _rows; i++) target[i] *= part;
    }

    /// <summary>Moves values towards their targets, up and down at most so far: each of them, or all of them together. True when some are not there yet.</summary>
    private static bool Move(Span<double> values, ReadOnlySpan<double> targets, double up, double down, bool each)
    {
        double rising = 0, falling = 0;
        for (var i = 0; i < values.Length; i++)
        {
            rising += Math.Max(0, targets[i] - values[i]);
            falling += Math.Max(0, values[i] - targets[i]);
        }

        var upPart = each || rising <= up ? 1 : up / rising;
        var downPart = each || falling <= down ? 1 : down / falling;
        var left = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var gap = targets[i] - values[i];
            var step = gap >= 0 ? Math.Min(gap * upPart, each ? up : double.PositiveInfinity) : Math.Max(gap * downPart, each ? -down : double.NegativeInfinity);
            values[i] = step.Equals(gap) ? targets[i] : values[i] + step;
            left = Math.Max(left, Math.Abs(targets[i] - values[i]));
        }

        return left > SettledBytes;
    }

    /// <summary>Direct reclaim: whoever touches memory that is not there waits until something of somebody is swapped out.</summary>
    private bool SwapAtOnce()
    {
        ReadOnlySpan<double> touched = Column(C.Touched), shared = Column(C.Shared), may = Column(C.Reclaimable);
        ReadOnlySpan<double> ballooned = Column(C.Ballooned), compressed = Column(C.Compressed);
        Span<double> swapped = Column(C.Swapped), missing = Column(C.Missing);
        var over = _used - _platform.MemoryBytes;
        double potential = 0, resident = 0;
        for (var i = 0; i < _rows; i++)
        {
            var here = touched[i] - shared[i] - ballooned[i] - compressed[i] - swapped[i];
            potential += may[i] * here;
            resident += (1 - may[i]) * here;
        }

        var part = potential <= 0 ? 0 : Math.Min(1, over / potential);
        var lack = Math.Max(0, over - potential);
        var lost = resident <= 0 ? 0 : Math.Min(1, lack / resident);
        for (var i = 0; i < _rows; i++)
        {
            var here = touched[i] - shared[i] - ballooned[i] - compressed[i] - swapped[i];
            swapped[i] += may[i] * here * part;
            missing[i] = (1 - may[i]) * here * lost;
        }

        _used = lack > 0 ? Math.Max(_platform.MemoryBytes, _used - (potential + (resident * lost))) : _platform.MemoryBytes;
        return part > 0;
    }

    /// <summary>Seconds that a second of work waits for pages.</summary>
    private void SlowDown()
    {
        ReadOnlySpan<double> touched = Column(C.Touched), size = Column(C.Size), touches = Column(C.TouchesPerSecond);
        ReadOnlySpan<double> ballooned = Column(C.Ballooned), compressed = Column(C.Compressed), swapped = Column(C.Swapped), missing = Column(C.Missing);
        var slow = Column(C.MemorySlow);
        for (var i = 0; i < _rows; i++)
        {
            slow[i] = 0;
            if (touched[i] <= 0 || ballooned[i] + compressed[i] + swapped[i] + missing[i] <= 0) continue;
            var wait = ((swapped[i] * _platform.SwapUs) + (compressed[i] * ReclaimConstants.DecompressUs)) / touched[i] / 1e6 * touches[i];
            if (ballooned[i] > 0 && ballooned[i] < size[i])
            {
                var lost = Math.Min(0.9, Ballooning.LostFraction(size[i], ballooned[i]));
                wait += (1 / Math.Sqrt(1 - lost)) - 1;
            }

            var gone = missing[i] / touched[i];
            slow[i] = wait + (gone / Math.Max(1e-6, 1 - gone));
        }
    }
}
