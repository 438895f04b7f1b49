using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Decides like <see cref="PlacementPipeline"/> and goes through every host, but remembers for each class of requests whether a host fits, and what it
/// scored if that is <see cref="PlacementProfile.IsIndexable"/>, until the host changes. For scores that are dear (an expected mix goes into them),
/// for those that depend on the request's number, and for requests of more classes than an index is worth following: a class works out a changed
/// host only when it is asked for again.
/// </summary>
public sealed class RememberingScan : ILedgerObserver
{
    /// <summary>Classes remembered at once; one more, and all are forgotten. 5 bytes per host and 8 per number of the key for each.</summary>
    public const int MostClasses = 1024;

    private readonly CapacityLedger _ledger;
    private readonly PlacementProfile _profile;
    private readonly Rules _rules;
    private readonly int[] _version;
    private readonly int _keyLength;
    private readonly bool _isMemorable;
    private readonly Dictionary<PlacementRequest, Memory> _classes = new(ClassComparer.WithMix);

    /// <param name="ledger">Observed from now on.</param>
    /// <param name="profile">One that <see cref="Follows"/>.</param>
    public RememberingScan(CapacityLedger ledger, PlacementProfile profile)
    {
        if (!Follows(profile)) throw new ArgumentException($"Profile '{profile.Name}' cannot be remembered.", nameof(profile));
        (_ledger, _profile, _rules) = (ledger, profile, new(profile));
        (_keyLength, _isMemorable) = (HostKey.Length(profile), profile.IsIndexable);
        _version = new int[ledger.Hosts.Count];
        Array.Fill(_version, 1);
        ledger.Observe(this);
    }

    /// <summary>Whether the profile can be followed: its rules look at host and class alone, and a host's score is its own.</summary>
    public static bool Follows(PlacementProfile profile) =>
        (profile.Composition != ScoreComposition.Weighted || profile.Scorers.IsEmpty) && profile.Filters.All(filter => filter.Inputs == PolicyInputs.HostAndClass);

    /// <inheritdoc/>
    public void HostChanged(int host) => _version[host]++;

    /// <summary>What <see cref="PlacementPipeline.Find"/> finds; null when no host fits. Members of groups are looked up anew.</summary>
    public HostPlacement? Find(PlacementRequest request)
    {
        if (request.Group is not null) return PlacementPipeline.Find(_ledger, request, _profile);
        var (memory, ask) = (MemoryOf(request), PlacementAsk.For(_ledger, request));
        Span<double> fresh = stackalloc double[_keyLength];
        Span<double> best = stackalloc double[_keyLength];
        var found = -1;
        for (var host = 0; host < _version.Length; host++)
        {
            if (memory.Seen[host] != _version[host]) LookAt(host, memory);
            if (memory.Parts[host] == 0) continue;
            ReadOnlySpan<double> key = fresh;
            if (_isMemorable) key = memory.Key(host);
            else HostKey.Write(_profile, _ledger.View(host), ask, memory.Parts[host], fresh);
            if (found >= 0 && !HostKey.IsBetter(key, best)) continue;
            key.CopyTo(best);
            found = host;
        }

        return found < 0 ? null : HostPlacer.On(_ledger, ask, found, memory.Parts[found], _profile);
    }

    private void LookAt(int index, Memory memory)
    {
        var host = _ledger.View(index);
        memory.Seen[index] = _version[index];
        memory.Parts[index] = (byte)_rules.Parts(host, memory.Ask);
        if (_isMemorable && memory.Parts[index] > 0) HostKey.Write(_profile, host, memory.Ask, memory.Parts[index], memory.Key(index));
    }

    private Memory MemoryOf(PlacementRequest request)
    {
        if (_classes.TryGetValue(request, out var known)) return known;
        if (_classes.Count == MostClasses) _classes.Clear();
        var ask = PlacementAsk.For(_ledger, request with { Context = new() { Workload = request.Context.Workload } });
        return _classes[ask.Request] = new(ask, _version.Length, _isMemorable ? _keyLength : 0);
    }

    private sealed class Memory(PlacementAsk ask, int hosts, int keyLength)
    {
        private readonly double[] _keys = new double[hosts * keyLength];

        public PlacementAsk Ask { get; } = ask;

        /// <summary>The version of each host that is remembered; 0 for none.</summary>
        public int[] Seen { get; } = new int[hosts];

        public byte[] Parts { get; } = new byte[hosts];

        public Span<double> Key(int host) => _keys.AsSpan(host * keyLength, keyLength);
    }
}
