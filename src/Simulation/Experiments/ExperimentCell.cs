using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Simulation.Experiments;

/// <summary>
/// The product's own ledger and pipeline under one profile, for experiments: what is measured here is what a region decides. Holds no rule and
/// no arithmetic of its own.
/// </summary>
public sealed class ExperimentCell
{
    private const string Pool = "experiment";
    private const int FewestIndexed = 16;

    private readonly CapacityLedger _ledger;
    private readonly PlacementProfile _profile;
    private readonly PlacementProfile _anywhere;
    private readonly Func<PlacementRequest, HostPlacement?> _find;

    /// <param name="hosts">The hosts, in the order that breaks ties.</param>
    /// <param name="profile">The policy under test.</param>
    /// <param name="manyClasses">Whether requests are of more classes than an index is worth following.</param>
    public ExperimentCell(IReadOnlyList<HostDescription> hosts, PlacementProfile profile, bool manyClasses = false)
    {
        // The published experiments sell what is there: no overcommit, no overhead of a kind.
        _ledger = new(hosts, new Dictionary<string, PoolPolicy>(StringComparer.Ordinal) { [Pool] = new(Pool, 1, 1, ChargeOverhead: false) });
        _profile = profile;
        _anywhere = profile with { Scorers = [], NumaScorer = null };
        // Where there are few hosts, looking at them is cheaper than keeping an order.
        _find = hosts.Count < FewestIndexed ? Scan
            : profile.IsIndexable && !manyClasses ? Indexed(_ledger, profile)
            : RememberingScan.Follows(profile) ? new RememberingScan(_ledger, profile).Find
            : Scan;
    }

    /// <summary>A host of equal NUMA nodes without SMT, as the data sets describe them (their unit is the vCPU).</summary>
    public static HostDescription Host(int index, string rack, params IReadOnlyList<NumaNodeDescription> numaNodes) =>
        new(new HostId($"host-{index}"), new ZoneId("zone-1"), rack, "imported", "imported", Pool, numaNodes, DiskGib: 0);

    /// <summary>Places and takes, or says that no host fits.</summary>
    public HostPlacement? TryPlace(PlacementRequest request)
    {
        if (_find(request) is not { } placement) return null;
        _ledger.Take(placement);
        return placement;
    }

    /// <summary>Whether some host would take the request now.</summary>
    public bool HasRoomFor(PlacementRequest request) => PlacementPipeline.Find(_ledger, request, _anywhere) is not null;

    /// <summary>Gives a placement back.</summary>
    public void Release(HostPlacement placement) => _ledger.Release(placement);

    private HostPlacement? Scan(PlacementRequest request) => PlacementPipeline.Find(_ledger, request, _profile);

    /// <summary>
    /// Pipeline and index decide alike, which tests of the scheduler hold; the index knows no groups. It follows the ledger as long as the ledger
    /// lives.
    /// </summary>
    private Func<PlacementRequest, HostPlacement?> Indexed(CapacityLedger ledger, PlacementProfile profile)
    {
        var index = new PlacementIndex(ledger, profile);
        return request =>
        {
            if (request.Group is not null) return Scan(request);
            var choice = index.Choose(request);
            return choice.Found ? index.PlacementOf(request, choice) : null;
        };
    }
}
