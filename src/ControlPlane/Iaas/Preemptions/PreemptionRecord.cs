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
    InstanceId Instance, HostPlacement Placement, IReadOnlyList<InstanceId> Victims, int Priority, DateTimeOffset Due, DateTimeOffset Since);
