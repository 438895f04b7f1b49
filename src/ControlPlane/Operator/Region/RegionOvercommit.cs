using System.Collections.Immutable;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Operator.Region;

/// <summary>An overcommit policy as an operator writes it.</summary>
/// <param name="Policy"><c>static</c>, <c>percentile</c>, <c>n-sigma</c> or <c>max</c>.</param>
/// <param name="Value">The ratio, the percentile or the number of deviations.</param>
/// <param name="Of">The policies of which a <c>max</c> takes the most careful.</param>
public sealed record RegionOvercommit(string Policy, double Value, IReadOnlyList<RegionOvercommit> Of)
{
    public const string Names = "static, percentile, n-sigma, max";
    public const int MaxPolicies = 8;

    /// <summary>How often guests under it may be short; null for the default.</summary>
    public ViolationBudget? Budget { get; init; }

    /// <summary>The policy object; only meaningful for a file without errors.</summary>
    public IOvercommitPolicy ToPolicy() => Policy switch
    {
        "percentile" => new PercentileOfUse(Value),
        "n-sigma" => new NSigma(Value),
        "max" => new MaximumOf([.. Of.Select(policy => policy.ToPolicy())]),
        _ => new StaticRatio(Math.Max(1, Value)),
    };
}

/// <summary>A policy for some guests only; empty conditions stand for any.</summary>
/// <param name="Pool">Pool, by name.</param>
/// <param name="Tenant">Tenant, by id.</param>
/// <param name="Project">Project, by id.</param>
/// <param name="Kind">vm, microvm or container.</param>
/// <param name="Policy">What applies to them.</param>
public sealed record RegionOvercommitRule(string Pool, string Tenant, string Project, string Kind, RegionOvercommit Policy);

/// <summary>Checks the overcommit of a region file and turns it into rules.</summary>
internal static class OvercommitResolver
{
    /// <summary>
    /// The largest memory ratio that reclamation can stand behind when guests have touched all their memory and a third of it is cold: what
    /// sharing and compression give back, two decimals.
    /// </summary>
    public static double LargestMemoryRatio { get; } =
        Math.Floor(MemoryBound.Default.LargestRatio(1, 1 - Domain.Hardware.Costs.Memory.ReclaimConstants.ColdFraction) * 100) / 100;

    public static OvercommitRules Resolve(RegionFile file, RegionResolver.Complaints check)
    {
        var rules = ImmutableArray.CreateBuilder<OvercommitRule>();
        for (var i = 0; i < file.Pools.Count; i++)
        {
            var pool = file.Pools[i];
            var path = RegionResolver.Path("$.pools", i);
            if (pool.MemoryRatio > LargestMemoryRatio)
                check.Add($"{path}.memoryRatio", FormattableString.Invariant($"is {pool.MemoryRatio}"), FormattableString.Invariant($"at most {LargestMemoryRatio}: what sharing and compression can give back"));
            if (pool.Overcommit is not { } policy) continue;
            if (policy.Policy is "static" && policy.Value > pool.CpuRatio)
                check.Add($"{path}.overcommit.ratio", FormattableString.Invariant($"is {policy.Value}"), FormattableString.Invariant($"at most the pool's cpuRatio, {pool.CpuRatio}"));
            rules.Add(new(pool.Name, null, null, null, policy.ToPolicy()) { Budget = policy.Budget ?? ViolationBudget.Default });
        }

        for (var i = 0; i < file.OvercommitRules.Count; i++) rules.Add(Resolve(file, file.OvercommitRules[i], RegionResolver.Path("$.overcommitRules", i), check));
        return new(rules.ToImmutable());
    }

    private static OvercommitRule Resolve(RegionFile file, RegionOvercommitRule rule, string path, RegionResolver.Complaints check)
    {
        if (rule.Pool.Length > 0 && !file.Pools.Any(pool => string.Equals(pool.Name, rule.Pool, StringComparison.Ordinal)))
            check.Add($"{path}.pool", $"is '{rule.Pool}'", string.Join(", ", file.Pools.Select(pool => pool.Name).Order(StringComparer.Ordinal)));
        var (tenant, project) = (Id("tenant", rule.Tenant), Id("project", rule.Project));
        InstanceKind? kind = null;
        if (rule.Kind.Length > 0)
        {
            if (InstanceKinds.TryParse(rule.Kind, out var parsed)) kind = parsed;
            else check.Add($"{path}.kind", $"is '{rule.Kind}'", "vm, microvm, container");
        }

        return new(
            rule.Pool.Length == 0 ? null : rule.Pool, tenant is { } owner ? new TenantId(owner) : null, project is { } one ? new ProjectId(one) : null,
            kind, rule.Policy.ToPolicy())
        {
            Budget = rule.Policy.Budget ?? ViolationBudget.Default,
        };

        Guid? Id(string field, string text)
        {
            if (text.Length == 0) return null;
            if (Guid.TryParse(text, out var id)) return id;
            check.Add($"{path}.{field}", $"is '{text}'", $"the id of a {field}");
            return null;
        }
    }
}
