using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Index;

/// <summary>
/// Requests of one class ask the same of every host: same shape, overhead and zone, and the same mix of expected guests (the same object) where the
/// policy asks for it. What else a request has (its group) is not the host's business and comes in as a gate.
/// </summary>
internal sealed class ClassComparer : IEqualityComparer<PlacementRequest>
{
    /// <summary>Whatever guests are expected.</summary>
    public static readonly ClassComparer Plain = new(withMix: false);

    /// <summary>Requests that expect the same guests.</summary>
    public static readonly ClassComparer WithMix = new(withMix: true);

    private readonly bool _withMix;

    private ClassComparer(bool withMix) => _withMix = withMix;

    /// <summary>The properties of a request that make its class; a test holds this list against the request.</summary>
    public static readonly string[] Properties =
        [nameof(PlacementRequest.Shape), nameof(PlacementRequest.OverheadMemoryMib), nameof(PlacementRequest.Zone)];

    public bool Equals(PlacementRequest? x, PlacementRequest? y) => ReferenceEquals(x, y)
        || (x is not null && y is not null && x.OverheadMemoryMib == y.OverheadMemoryMib && x.Zone == y.Zone && x.Shape == y.Shape
            && (!_withMix || ReferenceEquals(x.Context.Workload, y.Context.Workload)));

    public int GetHashCode(PlacementRequest obj) => ((obj.Shape.Vcpus * 31) ^ (int)obj.Shape.MemoryMib) * 31 + (int)obj.OverheadMemoryMib;
}
