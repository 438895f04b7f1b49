namespace Cloud.Simulation.Fleet;

/// <summary>
/// What may happen to a message between control plane and host, as plain probabilities drawn from the fleet's seed.
/// <see cref="None"/> loses nothing and keeps order.
/// </summary>
/// <param name="Drop">Probability that a message is lost.</param>
/// <param name="Duplicate">Probability that it arrives a second time, up to a second later.</param>
/// <param name="Delay">Probability that it is late by up to <paramref name="DelayMsMax"/>; so it also overtakes and is overtaken.</param>
/// <param name="DelayMsMax">Longest lateness, milliseconds of virtual time.</param>
public sealed record LinkFaults(double Drop, double Duplicate, double Delay, double DelayMsMax)
{
    /// <summary>Longest lateness that hosts are built for: they remember removed instances for longer than this.</summary>
    public const double DelayMsLimit = 60_000;

    public static LinkFaults None { get; } = new(0, 0, 0, 0);

    /// <summary>Probability that a message waits until the next one has overtaken it, a second at most.</summary>
    public double Reorder { get; init; }

    /// <summary>True when no message can be touched.</summary>
    public bool IsNone => Drop <= 0 && Duplicate <= 0 && Delay <= 0 && Reorder <= 0;

    /// <summary>Probability that at least one of two independent things happens.</summary>
    public static double Either(double one, double other) => 1 - ((1 - one) * (1 - other));

    /// <summary>Both on the same link: independent of each other, and as late as the worse.</summary>
    public LinkFaults And(LinkFaults other) => IsNone ? other : other.IsNone ? this : new(
        Either(Drop, other.Drop), Either(Duplicate, other.Duplicate), Either(Delay, other.Delay), Math.Max(DelayMsMax, other.DelayMsMax))
    {
        Reorder = Either(Reorder, other.Reorder),
    };

    /// <summary>The same faults. Throws when a value is out of range; probabilities are 0 to 1.</summary>
    public static LinkFaults Checked(LinkFaults faults)
    {
        foreach (var probability in (ReadOnlySpan<double>)[faults.Drop, faults.Duplicate, faults.Delay, faults.Reorder])
        {
            if (!(probability is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(faults), probability, "A probability is 0 to 1.");
        }

        if (!(faults.DelayMsMax is >= 0 and <= DelayMsLimit))
            throw new ArgumentOutOfRangeException(nameof(faults), faults.DelayMsMax, $"A delay is 0 to {DelayMsLimit} ms.");
        return faults;
    }
}
