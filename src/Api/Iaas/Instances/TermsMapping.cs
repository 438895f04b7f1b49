using Cloud.Api.Http.Requests;
using Cloud.Api.Iaas.Containers;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.Api.Iaas.Instances;

/// <summary>From the bodies of the API to the terms of a placement.</summary>
internal static class TermsMapping
{
    public static PlacementTerms Terms(InstanceGroupBody? group, int priority, bool spot, ContainerSettingsBody? container = null, WorkloadBody? workload = null) =>
        group is null && priority == 0 && !spot && container is null && workload is null ? PlacementTerms.None
            : new() { Group = group?.ToTerms(), Priority = priority, IsSpot = spot, Container = container?.ToSettings(), Workload = workload?.ToWorkload() };

    private static GroupTerms ToTerms(this InstanceGroupBody group) => new(
        group.Name,
        [.. group.Rules.Select((rule, index) => new GroupRuleTerms(
            Names.GroupRule(rule.Kind, $"group.rules[{index}].kind"), Names.Level(rule.Level, $"group.rules[{index}].level"), rule.Limit, rule.Hard))],
        group.Partition,
        group.MaxDisrupted);
}
