using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Requests of one class ask the same of every host: same shape, overhead and zone. What else a request has (its group) is not the host's
/// business and comes in as a gate.
/// </summary>
internal sealed class ClassComparer : IEqualityComparer<PlacementRequest>
{
    /// <summary>The properties of a request that make its class; a test holds this list against the request.</summary>
    public static readonly string[] Properties =
        [nameof(PlacementRequest.Shape), nameof(PlacementRequest.OverheadMemoryMib), nameof(PlacementRequest.Zone)];

    public bool Equals(PlacementRequest? x, PlacementRequest? y) => ReferenceEquals(x, y)
        || (x is not null && y is not null && x.OverheadMemoryMib == y.OverheadMemoryMib && x.Zone == y.Zone && x.Shape == y.Shape);

    public int GetHashCode(PlacementRequest obj) => ((obj.Shape.Vcpus * 31) ^ (int)obj.Shape.MemoryMib) * 31 + (int)obj.OverheadMemoryMib;
}
