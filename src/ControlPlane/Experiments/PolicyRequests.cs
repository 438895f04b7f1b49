using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler;
using Mediator;

namespace Cloud.ControlPlane.Experiments;

/// <summary>A placement policy, and whether it is the one in force.</summary>
public sealed record PolicyStatus(PlacementProfile Profile, bool InForce);

[Requires(Permission.CatalogueRead)]
public sealed record ListPolicies : IRequest<Outcome<IReadOnlyList<PolicyStatus>>>;

public sealed class ListPoliciesHandler(Operator.RegionDescription region) : IRequestHandler<ListPolicies, Outcome<IReadOnlyList<PolicyStatus>>>
{
    public ValueTask<Outcome<IReadOnlyList<PolicyStatus>>> Handle(ListPolicies request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of<IReadOnlyList<PolicyStatus>>(
            [.. PlacementProfiles.All.Select(profile => new PolicyStatus(profile, string.Equals(profile.Name, region.PlacementProfile, StringComparison.Ordinal)))]));
}
