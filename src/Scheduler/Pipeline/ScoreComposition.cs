namespace Cloud.Scheduler.Pipeline;

/// <summary>How the opinions of a profile's scorers become one order of the fitting hosts; ties go to the lowest host index.</summary>
public enum ScoreComposition
{
    /// <summary>
    /// Each scorer's scores are scaled to 0 … weight over the hosts that fit, and added. Fair between scorers of any unit, but a host's score
    /// depends on the other hosts: never indexable.
    /// </summary>
    Weighted,

    /// <summary>The scores themselves times their weights are added: the scorers need a common unit, and a host's score is its own.</summary>
    Absolute,

    /// <summary>The first scorer decides, the second among its equals, and so on. Weights have no say.</summary>
    Lexicographic,
}

/// <summary>What an opinion or a rule looks at.</summary>
public enum PolicyInputs
{
    /// <summary>Only the host's own state and the request's class (shape, overhead, zone): may be kept in an index by class.</summary>
    HostAndClass,

    /// <summary>Besides, the guests expected (the request's workload mix): may be kept in an index by class and mix, the mix being the same object.</summary>
    HostClassAndMix,

    /// <summary>Also other things: other hosts, a cursor, a seed, the time, a lifetime, the request's group. Asked anew for each request.</summary>
    Anything,

    /// <summary>
    /// Like <see cref="Anything"/>, and the place of the host in the ledger's order as well, by nature of the policy (next-fit, round robin):
    /// another order or another host gives another answer. The laws promise less of these: the first fitting host in cyclic order.
    /// </summary>
    HostOrder,
}
