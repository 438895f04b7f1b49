namespace Cloud.Domain.Hardware.Costs.Memory;

/// <summary>A guest that competes for memory: shares, pages it holds, the fraction of them in use, and bounds.</summary>
public readonly record struct MemoryClient(double Shares, double Pages, double ActiveFraction, double MinPages = 0, double MaxPages = double.PositiveInfinity);

/// <summary>Section 8.2: share-based allocation with a tax on idle memory (Waldspurger 2002).</summary>
public static class IdleTax
{
    /// <summary>Adjusted shares per page <c>ρ = S/(P (f + k(1 − f)))</c>, <c>k = 1/(1 − τ)</c>. The lowest pays first.</summary>
    public static double Ratio(in MemoryClient client, double tax) =>
        client.Shares / (client.Pages * (client.ActiveFraction + ((1 - client.ActiveFraction) / (1 - tax))));

    /// <summary>Index of the guest to take memory from: lowest ratio among those above their minimum; −1 when nobody is.</summary>
    public static int Victim(ReadOnlySpan<MemoryClient> clients, double tax)
    {
        var victim = -1;
        var lowest = double.PositiveInfinity;
        for (var i = 0; i < clients.Length; i++)
        {
            if (clients[i].Pages <= clients[i].MinPages || clients[i].Pages <= 0) continue;
            var ratio = Ratio(clients[i], tax);
            if (ratio >= lowest) continue;
            lowest = ratio;
            victim = i;
        }

        return victim;
    }

    /// <summary>
    /// Allocation in equilibrium: <paramref name="total"/> pages go out unit by unit, each to the guest whose ratio would then be highest,
    /// which is where taking from the lowest ratio ends. Respects bounds; writes the pages into <paramref name="pages"/>.
    /// </summary>
    public static void Equilibrium(ReadOnlySpan<MemoryClient> clients, double total, double tax, double unit, Span<double> pages)
    {
        var left = total;
        for (var i = 0; i < clients.Length; i++) left -= pages[i] = clients[i].MinPages;
        while (left > 1e-9)
        {
            var step = Math.Min(unit, left);
            var best = -1;
            var highest = double.NegativeInfinity;
            for (var i = 0; i < clients.Length; i++)
            {
                if (pages[i] + step > clients[i].MaxPages) continue;
                var ratio = Ratio(clients[i] with { Pages = pages[i] + step }, tax);
                if (ratio <= highest) continue;
                highest = ratio;
                best = i;
            }

            if (best < 0) return;
            pages[best] += step;
            left -= step;
        }
    }
}
