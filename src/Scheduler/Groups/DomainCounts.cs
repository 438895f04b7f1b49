namespace Cloud.Scheduler.Groups;

/// <summary>
/// How many members each domain has: only domains with members, sorted by number. Nothing is allocated once it has been as large before.
/// </summary>
public sealed class DomainCounts
{
    private int[] _domains = [];
    private int[] _counts = [];

    /// <summary>The smallest count, while it is known; 0 when it is not.</summary>
    private int _least;

    /// <summary>Number of domains that have members.</summary>
    public int Length { get; private set; }

    /// <summary>The domains that have members, ascending.</summary>
    public ReadOnlySpan<int> Domains => _domains.AsSpan(0, Length);

    /// <summary>The members of the domains, in the same order.</summary>
    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Length);

    /// <summary>Members in one domain.</summary>
    public int this[int domain]
    {
        get
        {
            var at = Domains.BinarySearch(domain);
            return at < 0 ? 0 : _counts[at];
        }
    }

    /// <summary>The members of the emptiest of <paramref name="domains"/> domains: 0 while any has none.</summary>
    public int Least(int domains)
    {
        if (Length < domains) return 0;
        if (_least > 0) return _least;
        var least = int.MaxValue;
        foreach (var count in Counts) least = Math.Min(least, count);
        return _least = least;
    }

    internal void Add(int domain)
    {
        var at = Domains.BinarySearch(domain);
        if (at >= 0)
        {
            if (_counts[at]++ == _least) _least = 0; // Another domain may have as few.
            return;
        }

        at = ~at;
        if (Length == _domains.Length)
        {
            Array.Resize(ref _domains, Math.Max(4, 2 * Length));
            Array.Resize(ref _counts, _domains.Length);
        }

        Array.Copy(_domains, at, _domains, at + 1, Length - at);
        Array.Copy(_counts, at, _counts, at + 1, Length - at);
        (_domains[at], _counts[at]) = (domain, 1);
        _least = 1;
        Length++;
    }

    internal void Remove(int domain)
    {
        var at = Domains.BinarySearch(domain);
        if (at < 0) throw new InvalidOperationException($"Domain {domain} has no member to remove.");
        if (--_counts[at] > 0)
        {
            if (_counts[at] < _least) _least = _counts[at];
            return;
        }

        _least = 0;
        Length--;
        Array.Copy(_domains, at + 1, _domains, at, Length - at);
        Array.Copy(_counts, at + 1, _counts, at, Length - at);
    }
}
