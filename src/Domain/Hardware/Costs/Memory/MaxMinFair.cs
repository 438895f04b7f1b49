namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>Max-min fair sharing: nobody gets more than it asks for, and what one leaves over goes to the others. Allocation-free.</summary>
public static class MaxMinFair
{
    /// <summary>Shares one resource; writes what each gets into <paramref name="granted"/>. Their sum never exceeds the capacity.</summary>
    public static void Share(ReadOnlySpan<double> demands, double capacity, Span<double> granted)
    {
        granted.Clear();
        var left = Math.Max(0, capacity);
        var open = 0;
        foreach (var demand in demands)
            if (demand > 0) open++;
        while (open > 0 && left > 0)
        {
            var level = left / open;
            var satisfied = 0;
            for (var i = 0; i < demands.Length; i++)
            {
                var missing = demands[i] - granted[i];
                if (missing <= 0 || missing > level) continue;
                granted[i] = demands[i];
                left -= missing;
                satisfied++;
            }

            if (satisfied > 0)
            {
                open -= satisfied;
                continue;
            }

            for (var i = 0; i < demands.Length; i++)
                if (demands[i] > granted[i]) granted[i] += level;
            return;
        }
    }
}
