using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Rebalancing;

namespace Cloud.Api.Http.Requests;

/// <summary>Reads the words of the API's vocabulary from bodies; a wrong one is refused with the words that would do.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Kinds { get; } = [.. InstanceKinds.All.Select(kind => kind.Name())];

    public static IReadOnlyList<string> CpuPolicies { get; } = ["shared", "dedicated", "mixed"];

    public static IReadOnlyList<string> ProjectRoles { get; } =
        [Role.ProjectAdmin.Name(), Role.ProjectMember.Name(), Role.ProjectReader.Name()];

    public static IReadOnlyList<string> Scopes { get; } = [.. Enum.GetValues<TokenScope>().Select(scope => scope.Name())];

    public static InstanceKind Kind(string name, string field = "kind") =>
        InstanceKinds.TryParse(name, out var kind) ? kind : throw Unknown(field, name, Kinds);

    public static Role ProjectRole(string name)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            if (role is not Role.TenantOwner && string.Equals(role.Name(), name, StringComparison.Ordinal))
                return role;
        }

        throw Unknown("role", name, ProjectRoles);
    }

    public static TokenScope Scope(string name)
    {
        foreach (var scope in Enum.GetValues<TokenScope>())
        {
            if (string.Equals(scope.Name(), name, StringComparison.Ordinal))
                return scope;
        }

        throw Unknown("scope", name, Scopes);
    }

    public static Domain.Placement.CpuPolicy CpuPolicy(string name) => name switch
    {
        "shared" => Domain.Placement.CpuPolicy.Shared,
        "dedicated" => Domain.Placement.CpuPolicy.Dedicated,
        "mixed" => Domain.Placement.CpuPolicy.Mixed,
        _ => throw Unknown("cpuPolicy", name, CpuPolicies),
    };

    public static string Name(this Domain.Placement.CpuPolicy policy) => policy switch
    {
        Domain.Placement.CpuPolicy.Shared => "shared",
        Domain.Placement.CpuPolicy.Dedicated => "dedicated",
        Domain.Placement.CpuPolicy.Mixed => "mixed",
    };

    public static RebalancingGoal Goal(string name) =>
        RebalancingGoals.TryParse(name, out var goal) ? goal : throw Unknown("goal", name, [.. RebalancingGoals.All.Select(RebalancingGoals.Name)]);

    public static GroupRuleKind GroupRule(string name, string field) =>
        GroupRuleKinds.TryParse(name, out var kind) ? kind : throw Unknown(field, name, [.. GroupRuleKinds.All.Select(GroupRuleKinds.Name)]);

    public static DomainLevel Level(string name, string field) =>
        DomainLevels.TryParse(name, out var level) ? level : throw Unknown(field, name, [.. DomainLevels.All.Select(DomainLevels.Name)]);

    public static PreemptionMode Preemption(string name) =>
        PreemptionModes.TryParse(name, out var mode) ? mode : throw Unknown("preemption", name, [.. PreemptionModes.All.Select(PreemptionModes.Name)]);

    public static RefusedException Unknown(string field, string got, IReadOnlyList<string> accepted) =>
        new(Problem.Invalid(new FieldError(field, $"is '{(got.Length <= 60 ? got : got[..60] + "...")}'", $"one of {string.Join(", ", accepted)}")));
}
