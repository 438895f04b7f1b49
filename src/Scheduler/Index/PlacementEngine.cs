using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Decides and explains on one ledger for whoever owns it: by the index where the profile has one, members of groups included, and by looking at
/// every host where it has none or for another profile. The answers are the same either way.
/// </summary>
public sealed class PlacementEngine
{
    private readonly PlacementIndex? _index;
    private PlacementScan? _scan;

    /// <param name="ledger">The ledger, observed from now on if the profile can be indexed.</param>
    /// <param name="profile">The profile in force.</param>
    public PlacementEngine(CapacityLedger ledger, PlacementProfile profile)
    {
        (Ledger, Profile) = (ledger, profile);
        if (profile.IsIndexable) _index = new(ledger, profile, explains: true);
    }

    public CapacityLedger Ledger { get; }

    public PlacementProfile Profile { get; }

    /// <summary>The decision under the profile in force, or under another one as a question.</summary>
    public PlacementDecision Place(PlacementRequest request, PlacementProfile? profile = null) =>
        _index?.Follows(request) == true && (profile is null || profile == Profile)
            ? _index.Explain(request)
            : ScanFor(profile ?? Profile).Place(request);

    /// <summary>The scan of the profile in force is kept with its buffers; that of another profile is for one question.</summary>
    private PlacementScan ScanFor(PlacementProfile profile) =>
        profile == Profile ? _scan ??= new(Ledger, profile) : new(Ledger, profile);

    /// <summary>Members that are placed all or none, under the profile in force. Nothing is taken.</summary>
    /// <param name="table">Who of which group is where on this ledger.</param>
    /// <param name="request">The members.</param>
    public GroupDecision PlaceTogether(GroupTable table, GroupRequest request) => GroupPlacer.Place(Ledger, table, request, Profile, index: _index);
}
