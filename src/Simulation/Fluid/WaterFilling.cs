namespace Cloud.Simulation.Fluid;

/// <summary>Weighted max-min fairness with caps: everybody gets min(cap, weight × level), and the level uses up the capacity. No allocation.</summary>
internal static class WaterFilling
{
    private const int Rounds = 64;

    /// <summary>
    /// The level λ at which <c>Σ min(cap, weight λ)</c> equals the capacity; infinite when all caps fit. Caps at or below zero take nothing.
    /// Raises λ from below, so it never overshoots: each round assumes that whoever is under its cap stays so.
    /// </summary>
    public static double Level(ReadOnlySpan<double> caps, ReadOnlySpan<double> weights, double capacity)
    {
        var total = 0.0;
        foreach (var cap in caps) total += cap;
        if (total <= capacity) return double.PositiveInfinity;
        if (capacity <= 0) return 0;
        var level = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            double full = 0, open = 0;
            for (var i = 0; i < caps.Length; i++)
            {
                if (caps[i] <= weights[i] * level) full += caps[i];
                else open += weights[i];
            }

            if (open <= 0) return level;
            var next = (capacity - full) / open;
            if (next <= level) return level;
            level = next;
        }

        return level;
    }

    /// <summary>What a guest gets at a level.</summary>
    public static double At(double level, double cap, double weight) => weight * level < cap ? weight * level : cap;

    /// <summary>
    /// The level λ at which <c>Σ clamp(weight λ, floor, cap)</c> equals the capacity, from below, by bisection of fixed length; infinite
    /// when all caps fit, 0 when not even the floors do.
    /// </summary>
    public static double LevelAboveFloors(ReadOnlySpan<double> floors, ReadOnlySpan<double> caps, ReadOnlySpan<double> weights, double capacity)
    {
        double low = 0, high = 0, total = 0;
        for (var i = 0; i < caps.Length; i++)
        {
            total += caps[i];
            if (weights[i] > 0) high = Math.Max(high, caps[i] / weights[i]);
        }

        if (total <= capacity) return double.PositiveInfinity;
        for (var step = 0; step < 50; step++)
        {
            var level = (low + high) / 2;
            var sum = 0.0;
            for (var i = 0; i < caps.Length; i++) sum += Math.Min(caps[i], Math.Max(floors[i], weights[i] * level));
            if (sum <= capacity) low = level;
            else high = level;
        }

        return low;
    }
}
