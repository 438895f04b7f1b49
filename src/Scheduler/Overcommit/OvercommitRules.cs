using System.Collections.Immutable;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.Scheduler.Overcommit;

/// <summary>A policy and whose guests it is for: null stands for any.</summary>
public sealed record OvercommitRule(string? Pool, TenantId? Tenant, ProjectId? Project, InstanceKind? Kind, IOvercommitPolicy Policy)
{
    /// <summary>How often its guests may be short. A NUMA node on which it is spent promises nothing new.</summary>
    public ViolationBudget Budget { get; init; } = ViolationBudget.Default;

    /// <summary>A project is narrower than a tenant, a tenant than a kind, a kind than a pool; more conditions are narrower than fewer of the same.</summary>
    internal int Specificity => (Project is null ? 0 : 8) + (Tenant is null ? 0 : 4) + (Kind is null ? 0 : 2) + (Pool is null ? 0 : 1);

    internal bool Covers(string pool, TenantId? tenant, ProjectId project, InstanceKind kind) =>
        (Pool is null || string.Equals(Pool, pool, StringComparison.Ordinal)) && (Tenant is null || Tenant == tenant)
        && (Project is null || Project == project) && (Kind is null || Kind == kind);
}

/// <summary>
/// The rules of a region. The most specific one that covers a guest wins: project before tenant before kind before pool, as one compares
/// numbers digit by digit; of equals, the first. Guests that no rule covers stand under their pool's static ratio.
/// </summary>
public sealed record OvercommitRules(ImmutableArray<OvercommitRule> Rules)
{
    public static OvercommitRules None { get; } = new([]);

    /// <summary>The policy for a guest, or null for the pool's static ratio.</summary>
    public IOvercommitPolicy? For(string pool, TenantId? tenant, ProjectId project, InstanceKind kind) => RuleFor(pool, tenant, project, kind)?.Policy;

    /// <summary>The rule for a guest, or null where none covers it.</summary>
    public OvercommitRule? RuleFor(string pool, TenantId? tenant, ProjectId project, InstanceKind kind)
    {
        OvercommitRule? best = null;
        foreach (var rule in Rules)
        {
            if (rule.Covers(pool, tenant, project, kind) && (best is null || rule.Specificity > best.Specificity)) best = rule;
        }

        return best;
    }

    /// <summary>The policy for what a pool may promise to guests nobody knows yet: its most specific rule that names no tenant, project or kind.</summary>
    public IOvercommitPolicy? ForPool(string pool) => RuleForPool(pool)?.Policy;

    /// <summary>The rule of a pool as such, or null.</summary>
    public OvercommitRule? RuleForPool(string pool)
    {
        OvercommitRule? best = null;
        foreach (var rule in Rules)
        {
            if (rule is not { Tenant: null, Project: null, Kind: null } || (rule.Pool is not null && !string.Equals(rule.Pool, pool, StringComparison.Ordinal))) continue;
            if (best is null || rule.Specificity > best.Specificity) best = rule;
        }

        return best;
    }
}
