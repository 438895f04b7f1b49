using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// The classes of requests that are indexed. A class is made when it is first asked for, which costs one look at every host. It is dropped when
/// its place is needed and it was asked for longest ago; and it sleeps when following changes nobody asked about has cost more than one such look.
/// </summary>
internal sealed class ClassTable(CapacityLedger ledger, PlacementProfile profile, int most, bool explains)
{
    private readonly Dictionary<PlacementRequest, RequestClass> _byRequest = new(profile.UsesMix ? ClassComparer.WithMix : ClassComparer.Plain);
    private readonly List<RequestClass> _classes = [];
    private readonly long _worthIt = Math.Max(4_096, 2L * ledger.Hosts.Count);
    private long _asked;

    public int Count => _classes.Count;

    /// <summary>Classes that follow changes.</summary>
    public int Awake => _classes.Count(known => !known.IsAsleep);

    /// <summary>Memory of all keys, bytes.</summary>
    public long Bytes => _classes.Sum(known => known.Tree.Bytes);

    public RequestClass Of(PlacementRequest request)
    {
        if (!_byRequest.TryGetValue(request, out var found)) found = Add(request);
        if (found.IsAsleep) found.Wake();
        found.LastAsked = ++_asked;
        found.Upkeep = 0;
        return found;
    }

    /// <summary>The request's class if it is indexed, without asking for it.</summary>
    public RequestClass? Find(PlacementRequest request) => _byRequest.GetValueOrDefault(request);

    public void Refresh(int host)
    {
        foreach (var known in _classes)
        {
            if (known.IsAsleep) continue;
            if (known.Upkeep >= _worthIt) known.Sleep();
            else known.Refresh(host);
        }
    }

    private RequestClass Add(PlacementRequest request)
    {
        if (_classes.Count == most) Drop(LongestAgo());
        var added = new RequestClass(ledger, profile, request, explains);
        _classes.Add(added);
        _byRequest.Add(added.Ask.Request, added);
        return added;
    }

    private int LongestAgo()
    {
        var at = 0;
        for (var i = 1; i < _classes.Count; i++)
        {
            if (_classes[i].LastAsked < _classes[at].LastAsked) at = i;
        }

        return at;
    }

    private void Drop(int at)
    {
        _byRequest.Remove(_classes[at].Ask.Request);
        _classes[at] = _classes[^1];
        _classes.RemoveAt(_classes.Count - 1);
    }
}
