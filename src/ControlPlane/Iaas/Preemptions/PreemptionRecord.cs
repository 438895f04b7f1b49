using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.ControlPlane.Iaas.Preemptions;

/// <summary>
/// An accepted instance that waits until spot instances have left its host. It holds nothing yet; the host takes nobody else until it has
/// its place. The record exists from the decision until then, or until the instance is deleted.
/// </summary>
/// <param name="Instance">Who waits.</param>
/// <param name="Placement">What it gets once the victims are gone.</param>
/// <param name="Victims">Spot instances that are ended for it, by id.</param>
/// <param name="Priority">Of the instance that waits; every victim's is lower.</param>
/// <param name="Due">When the victims are ended: after their notice.</param>
/// <param name="Since">When it was decided.</param>
public sealed record PreemptionRecord(
    InstanceId Instance, HostPlacement Placement, IReadOnlyList<PreemptionVictim> Victims, int Priority, DateTimeOffset Due, DateTimeOffset Since);

/// <param name="Instance">A spot instance that is ended.</param>
/// <param name="Operation">The operation under which its end will run: known before, so that ending it may run twice.</param>
public sealed record PreemptionVictim(InstanceId Instance, OperationId Operation);

/// <summary>What a create may do when it finds no room and spot instances of lower priority are in the way.</summary>
public enum PreemptionMode
{
    /// <summary>They are ended at once. What a request with a priority gets that says nothing.</summary>
    Immediate,

    /// <summary>They are told first and ended after the notice; the new instance waits for it.</summary>
    Notice,

    /// <summary>Nobody is ended; the create is refused.</summary>
    Never,
}

/// <summary>Names of the modes, as the API writes them.</summary>
public static class PreemptionModes
{
    public static IReadOnlyList<PreemptionMode> All { get; } = [PreemptionMode.Immediate, PreemptionMode.Notice, PreemptionMode.Never];

    public static string Name(this PreemptionMode mode) => mode switch
    {
        PreemptionMode.Immediate => "immediate",
        PreemptionMode.Notice => "notice",
        PreemptionMode.Never => "never",
    };

    public static bool TryParse(string? name, out PreemptionMode mode)
    {
        foreach (var candidate in All)
        {
            if (!string.Equals(candidate.Name(), name, StringComparison.Ordinal)) continue;
            mode = candidate;
            return true;
        }

        mode = default;
        return false;
    }
}
