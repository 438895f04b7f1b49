using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Catalogue;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the records of the control plane to the views of the API.</summary>
internal static class InstanceMapping
{
    /// <summary>The names of the allowed actions by state, made once.</summary>
    private static readonly IReadOnlyList<string>[] ActionNames =
    [
        .. Enum.GetValues<InstanceState>().Select(state => InstanceLifecycle.Allowed(state).Select(action => action.Name()).ToArray()),
    ];

    public static InstanceView ToView(this InstanceRecord instance) => new()
    {
        Id = instance.Id.Value,
        Project = instance.Project.Value,
        Name = instance.Name,
        Kind = instance.Kind.Name(),
        Flavor = instance.Flavor.Value,
        Image = instance.Image.Value,
        Vcpus = instance.Shape.Vcpus,
        MemoryMib = instance.Shape.MemoryMib,
        DiskGib = instance.Shape.DiskGib,
        NumaNodes = instance.Shape.NumaNodes,
        CpuPolicy = instance.Shape.CpuPolicy.Name(),
        Needs = instance.Shape.Needs.ToView(),
        Labels = instance.Labels as Dictionary<string, string> ?? new Dictionary<string, string>(instance.Labels, StringComparer.Ordinal),
        State = instance.State.Name(),
        AllowedActions = ActionNames[(int)instance.State],
        Fault = instance.Fault,
        Zone = instance.Zone.Value,
        Placement = instance.Placement.ToView(instance.Policy),
        Group = instance.Terms.Group?.Name,
        Priority = instance.Terms.Priority,
        Spot = instance.Terms.IsSpot,
        Reservation = instance.Terms.Reservation?.Value,
        Workload = instance.WorkloadView(),
        Operation = instance.OpenOperation?.Value,
        Version = instance.Version,
        CreatedBy = instance.CreatedBy.Value,
        CreatedAt = instance.CreatedAt,
        UpdatedAt = instance.UpdatedAt,
        RunningSince = instance.RunningSince,
    };

    public static PlacementView ToView(this HostPlacement placement, string policy)
    {
        var claims = new NumaClaimView[placement.Claims.Count];
        for (var index = 0; index < claims.Length; index++)
        {
            var claim = placement.Claims[index];
            claims[index] = new NumaClaimView(claim.NumaNode, claim.Vcpus, claim.MemoryMib, claim.Cores)
            {
                Threads = claim.Detail?.Threads is { Count: > 0 } threads ? threads : null,
                PageSize = claim.Detail is { Pages: > 0 } huge ? huge.PageSize.Name() : null,
                Pages = claim.Detail is { Pages: > 0 } pages ? pages.Pages : null,
            };
        }

        return new PlacementView(placement.Host.Value, policy, claims)
        {
            Devices = placement.Extras?.Devices is { Count: > 0 } devices ? [.. devices.Select(claim => new DeviceClaimView(claim.Device, claim.Units, claim.Functions))] : null,
            NetworkMbps = placement.Extras is { NetworkMbps: > 0 } extras ? extras.NetworkMbps : null,
            Confidential = placement.Extras is { ConfidentialKey: true } ? true : null,
        };
    }
}
