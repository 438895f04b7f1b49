namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>One object of a page: round trip plus service at the server, bytes, and processor time at the client. Seconds and bytes.</summary>
public readonly record struct PageObject(double ServerSeconds, double Bytes, double ClientSeconds);

/// <summary>Section 5.2: a client that hides latency with threads.</summary>
public static class PageLoad
{
    /// <summary>One object after the other.</summary>
    public static double SequentialSeconds(ReadOnlySpan<PageObject> objects, double bytesPerSecond)
    {
        var sum = 0.0;
        foreach (ref readonly var o in objects) sum += o.ServerSeconds + (o.Bytes / bytesPerSecond) + o.ClientSeconds;
        return sum;
    }

    /// <summary>
    /// With <paramref name="connections"/> threads: every object goes to the thread that is free first; after its round trip and client work
    /// it shares the link equally with whatever else is being transferred at that moment. Never below <c>Σ bytes/B</c> and <c>Σ cpu</c>.
    /// </summary>
    public static double ParallelSeconds(ReadOnlySpan<PageObject> objects, double bytesPerSecond, int connections)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(connections);
        var inUse = Math.Min(connections, objects.Length);
        Span<double> latency = inUse <= 64 ? stackalloc double[inUse] : new double[inUse];
        Span<double> bytes = inUse <= 64 ? stackalloc double[inUse] : new double[inUse];
        double now = 0, client = 0;
        int next = 0, open = inUse;
        foreach (ref readonly var o in objects) client += o.ClientSeconds;
        for (var i = 0; i < inUse; i++) Fetch(objects[next++], out latency[i], out bytes[i]);
        while (open > 0)
        {
            var rate = bytesPerSecond / Math.Max(1, Transferring(latency, bytes));
            var step = double.PositiveInfinity;
            for (var i = 0; i < inUse; i++)
                if (latency[i] > 0) step = Math.Min(step, latency[i]);
                else if (bytes[i] > 0) step = Math.Min(step, bytes[i] / rate);
            if (double.IsInfinity(step)) break;
            now += step;
            for (var i = 0; i < inUse; i++)
            {
                if (latency[i] > 0) latency[i] = Spend(latency[i], step);
                else if (bytes[i] > 0) bytes[i] = Spend(bytes[i], step * rate);
                else continue;
                if (latency[i] > 0 || bytes[i] > 0) continue;
                if (next < objects.Length) Fetch(objects[next++], out latency[i], out bytes[i]);
                else open--;
            }
        }

        return Math.Max(now, client);
    }

    /// <summary>Calls to different servers at once: the slowest decides.</summary>
    public static double FanOutSeconds(ReadOnlySpan<double> calls)
    {
        var slowest = 0.0;
        foreach (var call in calls) slowest = Math.Max(slowest, call);
        return slowest;
    }

    /// <summary>Mean of the slowest of k calls with exponential times: <c>H_k</c> times the mean.</summary>
    public static double ExponentialFanOutSeconds(int calls, double meanSeconds)
    {
        var harmonic = 0.0;
        for (var i = 1; i <= calls; i++) harmonic += 1.0 / i;
        return harmonic * meanSeconds;
    }

    private static void Fetch(in PageObject next, out double latency, out double bytes) => (latency, bytes) = (next.ServerSeconds + next.ClientSeconds, next.Bytes);

    private static int Transferring(ReadOnlySpan<double> latency, ReadOnlySpan<double> bytes)
    {
        var count = 0;
        for (var i = 0; i < latency.Length; i++)
            if (latency[i] <= 0 && bytes[i] > 0) count++;
        return count;
    }

    // What is left; a rest that is only rounding counts as done.
    private static double Spend(double left, double spent) => left - spent <= left * 1e-12 ? 0 : left - spent;
}
