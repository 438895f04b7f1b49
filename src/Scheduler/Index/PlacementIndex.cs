using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Decides like <see cref="PlacementPipeline"/>, to the same host and NUMA nodes, without looking at every host: for each class of requests it
/// keeps the hosts in order and follows the ledger's changes. Finding the best host is O(log hosts); a change costs each class one look at the
/// changed host. Nothing is allocated once the classes are known. For profiles that are <see cref="PlacementProfile.IsIndexable"/>.
/// </summary>
/// <remarks>See docs/decisions/0014-index-by-request-class.md.</remarks>
public sealed class PlacementIndex : ILedgerObserver
{
    /// <summary>Classes that are indexed at once, unless the caller says otherwise.</summary>
    public const int DefaultClasses = 64;

    private readonly ClassTable _classes;

    /// <param name="ledger">Observed from now on.</param>
    /// <param name="profile">Must be indexable.</param>
    /// <param name="mostClasses">Classes kept at once: 8.5 bytes per host and number of the key for each.</param>
    /// <param name="explains">
    /// Whether each class also keeps which rule refuses which host, so that <see cref="Explain"/> tells it without looking at hosts: about 20 to 40
    /// bytes per host and class more, and a change costs two to three times as much.
    /// </param>
    public PlacementIndex(CapacityLedger ledger, PlacementProfile profile, int mostClasses = DefaultClasses, bool explains = false)
    {
        if (!profile.IsIndexable) throw new ArgumentException($"Profile '{profile.Name}' cannot be indexed.", nameof(profile));
        ArgumentOutOfRangeException.ThrowIfLessThan(mostClasses, 1);
        Ledger = ledger;
        Profile = profile;
        _classes = new(ledger, profile, mostClasses, explains);
        Explains = explains;
        ledger.Observe(this);
    }

    public CapacityLedger Ledger { get; }

    public PlacementProfile Profile { get; }

    /// <summary>Whether the index keeps what <see cref="Explain"/> needs.</summary>
    public bool Explains { get; }

    /// <summary>Classes indexed now.</summary>
    public int Classes => _classes.Count;

    /// <summary>Those of them that follow changes; the others look at every host once when they are asked for again.</summary>
    public int ClassesAwake => _classes.Awake;

    /// <summary>Memory of the index, bytes.</summary>
    public long Bytes => _classes.Bytes;

    /// <inheritdoc/>
    public void HostChanged(int host) => _classes.Refresh(host);

    /// <summary>Follows the ledger no longer.</summary>
    public void Detach() => Ledger.Forget(this);

    /// <summary>Hosts that would take the request now.</summary>
    public int Fitting(PlacementRequest request) => _classes.Of(request).Fitting;

    /// <summary>
    /// Whether the index can answer the request: every request but a member of a group with soft rules under a profile without scorers, where the
    /// soft rules would be scaled over all hosts.
    /// </summary>
    public bool Follows(PlacementRequest request) => request.Group is not { Soft.Length: > 0 } || WishOrder.Follows(Profile);

    /// <summary>
    /// The best host and the NUMA nodes it gives. The rules of a group hold: an affinity narrows the search to its hosts, the other hard rules pass
    /// over the hosts they exclude, and soft rules reorder the hosts of domains that have members. Throws for a request that it does not follow.
    /// </summary>
    public HostChoice Choose(PlacementRequest request)
    {
        Check(request);
        var asked = _classes.Of(request);
        if (request.Group is null) return asked.Tree.Best() is var host and >= 0 ? asked.On(host) : HostChoice.None;
        Span<int> best = stackalloc int[1];
        return asked.Best(request, best) == 1 ? asked.On(best[0]) : HostChoice.None;
    }

    /// <summary>Fills <paramref name="best"/> with the best hosts for the request, rules of its group included, best first; returns how many.</summary>
    public int Rank(PlacementRequest request, Span<int> best)
    {
        Check(request);
        return _classes.Of(request).Best(request, best);
    }

    /// <summary>
    /// The decision with its explanation, the same in every word as <see cref="PlacementPipeline.Place"/>. A refusal's advice still asks the hosts.
    /// For an index that <see cref="Explains"/>, and requests that it <see cref="Follows"/>.
    /// </summary>
    public PlacementDecision Explain(PlacementRequest request)
    {
        if (!Explains) throw new InvalidOperationException("This index does not keep what an explanation needs.");
        Check(request);
        return _classes.Of(request).Explain(request);
    }

    private void Check(PlacementRequest request)
    {
        if (!Follows(request)) throw new ArgumentException($"Group '{request.Group!.Group.Id}' has soft rules, which profile '{Profile.Name}' would scale over all hosts.", nameof(request));
    }

    /// <summary>The best host that the gate admits. A group of the request has no say: the gate is the whole of it.</summary>
    public HostChoice Choose<TGate>(PlacementRequest request, TGate gate)
        where TGate : struct, IHostGate
    {
        var asked = _classes.Of(request);
        var best = asked.Tree.Best();
        if (best < 0) return HostChoice.None;
        if (gate.Admits(best)) return asked.On(best);
        return asked.Tree.Best(new(ref best), gate) == 1 ? asked.On(best) : HostChoice.None;
    }

    /// <summary>
    /// The best of the listed hosts, ascending, that the gate admits: for a request that may only go to few (an affinity, one host to try).
    /// </summary>
    public HostChoice ChooseAmong<TGate>(PlacementRequest request, ReadOnlySpan<int> hosts, TGate gate)
        where TGate : struct, IHostGate
    {
        var asked = _classes.Of(request);
        var best = -1;
        foreach (var host in hosts)
        {
            if (!asked.Tree.Contains(host) || (best >= 0 && !HostKey.IsBetter(asked.Tree[host], asked.Tree[best]))) continue;
            if (gate.Admits(host)) best = host;
        }

        return best < 0 ? HostChoice.None : asked.On(best);
    }

    /// <summary>The first host from <paramref name="cursor"/> on that fits, whatever its score: next-fit. Does not wrap around.</summary>
    public HostChoice NextFrom(PlacementRequest request, int cursor)
    {
        var asked = _classes.Of(request);
        return asked.Tree.FirstFrom(cursor) is var host and >= 0 ? asked.On(host) : HostChoice.None;
    }

    /// <summary>Fills <paramref name="best"/> with the best hosts that the gate admits, best first, ties by host index; returns how many.</summary>
    public int Rank<TGate>(PlacementRequest request, Span<int> best, TGate gate)
        where TGate : struct, IHostGate => best.IsEmpty ? 0 : _classes.Of(request).Tree.Best(best, gate);

    /// <summary>Takes what a choice made for this request names. Throws when it does not fit any more.</summary>
    public void Take(PlacementRequest request, in HostChoice choice)
    {
        if (!TryTake(request, choice)) throw Stale(choice);
    }

    /// <summary>Takes what a choice names, whoever chose it; false, and nothing changed, when it does not fit.</summary>
    public bool TryTake(PlacementRequest request, in HostChoice choice) =>
        request.Shape.Needs is null
            ? Ledger.TryTake(choice.Host, request.Shape.DiskGib, ClaimsOf(request).Of(choice))
            : TakeNamed(PlacementOf(request, choice));

    /// <summary>
    /// The exact inverse of <see cref="Take"/>, for guests with shared vCPUs and no needs: cores and devices are released by the <see cref="HostPlacement"/> that
    /// names them. Throws when the ledger does not hold it.
    /// </summary>
    public void Release(PlacementRequest request, in HostChoice choice)
    {
        if (request.Shape.CpuPolicy == CpuPolicy.Dedicated || request.Shape.Needs is not null || !Ledger.TryRelease(choice.Host, request.Shape.DiskGib, ClaimsOf(request).Of(choice)))
            throw Stale(choice);
    }

    /// <summary>The choice as the store keeps it.</summary>
    public HostPlacement PlacementOf(PlacementRequest request, in HostChoice choice) =>
        request.Shape.Needs is null
            ? new(Ledger.Hosts[choice.Host].Id, request.Shape.DiskGib, ClaimsOf(request).Of(choice))
            : HostPlacer.On(Ledger, PlacementAsk.For(Ledger, request), choice.Host, choice.NumaNodes, Profile);

    private bool TakeNamed(HostPlacement placement)
    {
        if (!Ledger.Fits(placement)) return false;
        Ledger.Take(placement);
        return true;
    }

    private static InvalidOperationException Stale(in HostChoice choice) => new($"The ledger and the choice of host {choice.Host} disagree: {choice}.");

    /// <summary>The class may have been dropped since; it is not worth making again for a guest that leaves.</summary>
    private ClaimCache ClaimsOf(PlacementRequest request) =>
        _classes.Find(request)?.Claims ?? new ClaimCache(Ledger, PlacementAsk.For(Ledger, request));
}
