using Cloud.Contracts;
using Cloud.Web.Models;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>The fields of "Among others" as a browser sends them: priority, spot, reservation, group, what it runs, and how a container is set apart.</summary>
public sealed record TermsForm
{
    public string? Priority { get; init; }
    public bool Spot { get; init; }
    public string? Preemption { get; init; }
    public string? Reservation { get; init; }
    public string? Group { get; init; }

    /// <summary><c>KIND:LEVEL</c>, with <c>:soft</c> for a wish.</summary>
    public string? Rule { get; init; }
    public bool VmIsolated { get; init; }
    public bool Rootless { get; init; }
    public bool ReadOnly { get; init; }

    /// <summary>Kind of its workload.</summary>
    public string? Workload { get; init; }

    /// <summary>Requests, transactions or packets per second.</summary>
    public string? Rate { get; init; }

    /// <summary>Reads the fields; names begin with <c>term-</c>.</summary>
    public static TermsForm From(Func<string, string?> field)
    {
        string? Term(string name) => LaunchForm.Blank(field($"term-{name}"));
        return new()
        {
            Priority = Term("priority"), Spot = Term("spot") is not null, Preemption = Term("preemption"), Reservation = Term("reservation"),
            Group = Term("group"), Rule = Term("rule"), VmIsolated = Term("vm-isolated") is not null, Rootless = Term("rootless") is not null,
            ReadOnly = Term("read-only") is not null, Workload = Term("workload"), Rate = Term("rate"),
        };
    }

    /// <summary>True when anything is asked.</summary>
    public bool IsAsked => this != new TermsForm();

    /// <summary>What cannot be read is -1, which the API refuses with the limits.</summary>
    public int? PriorityNumber => NeedsForm.Number(Priority);

    public InstanceGroupBody? ToGroup() => Group is not { } name ? null : new() { Name = name, Rules = Rule is { } rule ? [ToRule(rule)] : [] };

    /// <summary>Null for other kinds, and when nothing is asked.</summary>
    public ContainerSettingsBody? ToContainer(string? kind) =>
        !string.Equals(kind, "container", StringComparison.Ordinal) || !(VmIsolated || Rootless || ReadOnly) ? null : new()
        {
            VmIsolated = VmIsolated ? true : null, UserNamespace = Rootless ? true : null, ReadOnlyRoot = ReadOnly ? true : null,
        };

    /// <summary>Null for the default of the kind. A rate that cannot be read is -1, which the API refuses with the limits; one for a kind without a rate is left out.</summary>
    public WorkloadBody? ToWorkload() => Workload is not { } kind ? null : new()
    {
        Kind = kind, RatePerSecond = WorkloadWords.HasRate(kind) ? NeedsForm.Number(Rate) : null,
    };

    private static GroupRuleBody ToRule(string text)
    {
        var parts = text.Split(':');
        return new() { Kind = parts[0], Level = parts.Length > 1 ? parts[1] : "", Hard = parts.Length < 3 };
    }
}
