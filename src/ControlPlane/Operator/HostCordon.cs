using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Operator;

/// <summary>A host that takes no new instances, for as long as this record exists.</summary>
/// <param name="Host">The host.</param>
/// <param name="Cell">Its cell.</param>
/// <param name="Reason">Why, in the operator's words, or null.</param>
/// <param name="By">Who cordoned it.</param>
/// <param name="Since">When.</param>
public sealed record HostCordon(HostId Host, CellId Cell, string? Reason, UserId By, DateTimeOffset Since)
{
    /// <summary>Longest reason, characters.</summary>
    public const int MaxReason = 200;

    /// <summary>The order to empty it, or null while what runs there stays.</summary>
    public HostDrain? Drain { get; init; }
}
