namespace Cloud.Simulation.Experiments.Packing;

/// <summary>How many of a sample live how long: an empirical survival function of whole minutes.</summary>
internal sealed class SurvivalCurve
{
    private readonly double[] _longer;

    public SurvivalCurve(IEnumerable<int> minutes)
    {
        List<int> lifetimes = [.. minutes];
        if (lifetimes.Count == 0) throw new ArgumentException("Nothing was observed.", nameof(minutes));
        Longest = lifetimes.Max();
        _longer = new double[Longest + 1];
        foreach (var lifetime in lifetimes)
        {
            if (lifetime > 0) _longer[lifetime - 1]++;
        }

        for (var minute = Longest - 1; minute >= 0; minute--) _longer[minute] += _longer[minute + 1];
    }

    /// <summary>Longest lifetime, minutes.</summary>
    public int Longest { get; }

    /// <summary>Probability that one who has lived <paramref name="age"/> minutes lives more than <paramref name="more"/> longer; 0 beyond the sample.</summary>
    public double Survival(double more, int age)
    {
        var reached = At(age);
        return reached == 0 ? 0 : At(age + more) / reached;
    }

    private double At(double minute) => minute >= _longer.Length ? 0 : _longer[(int)minute];
}
