using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Advice;

/// <summary>Counts hosts without deciding anything.</summary>
public static class Feasibility
{
    /// <summary>How many hosts would take the request as things are.</summary>
    public static int Hosts(CapacityLedger ledger, PlacementRequest request, PlacementProfile profile) =>
        new ChangeSearch(ledger, profile, emptied: false).Hosts(request);
}
