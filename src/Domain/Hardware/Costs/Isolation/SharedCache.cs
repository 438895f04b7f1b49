namespace Cloud.Domain.Hardware.Costs.Isolation;

/// <summary>One application at a shared cache: accesses per thousand instructions, instructions per second, and its miss curve.</summary>
public readonly record struct CacheClient(double Apki, double InstructionsPerSecond, MissCurve Curve);

/// <summary>Section 9.1: who gets how much of a shared last-level cache. No allocation.</summary>
public static class SharedCache
{
    /// <summary>
    /// Occupancy without partitioning, the fixed point of <c>s_i = S r_i/Σ r_j</c>, <c>r_i = APKI IPS m_i(s_i)</c>: a share goes with the
    /// insertion rate. Nobody holds more than its working set; what is left over goes to the others.
    /// </summary>
    public static void Shares(ReadOnlySpan<CacheClient> clients, double size, Span<double> shares)
    {
        for (var i = 0; i < clients.Length; i++) shares[i] = size / clients.Length;
        var iterations = IsolationConstants.Iterations.ToInt32();
        for (var round = 0; round < iterations; round++)
        {
            var total = 0.0;
            for (var i = 0; i < clients.Length; i++) total += Rate(clients[i], shares[i]);
            if (total <= 0) return;
            var moved = 0.0;
            for (var i = 0; i < clients.Length; i++)
            {
                var step = IsolationConstants.Damping * ((size * Rate(clients[i], shares[i]) / total) - shares[i]);
                shares[i] += step;
                moved += Math.Abs(step);
            }

            if (moved < size * 1e-12) return;
        }
    }

    /// <summary>With cache allocation (CAT) a class owns its ways alone.</summary>
    public static double PartitionBytes(int ownWays, int ways, double size) => size * ownWays / ways;

    private static double Rate(in CacheClient client, double share) => client.Apki * client.InstructionsPerSecond * client.Curve.At(share);
}
