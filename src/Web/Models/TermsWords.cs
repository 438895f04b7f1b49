using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>Says the terms of an instance as options of the <c>cloud</c> command.</summary>
public static class TermsWords
{
    public static IEnumerable<string> Options(CreateInstanceBody body)
    {
        foreach (var word in Group(body.Group)) yield return word;
        foreach (var word in Priority(body.Priority)) yield return word;
        if (body.Spot is true) yield return "--spot";
        foreach (var word in Pair("--preemption", body.Preemption).Concat(Pair("--reservation", body.Reservation))) yield return word;
        foreach (var word in WorkloadWords.Options(body.Workload)) yield return word;
        if (body.Container is not { } container) yield break;
        foreach (var (flag, isSet) in Flags(container))
        {
            if (isSet is true) yield return flag;
        }
    }

    public static IEnumerable<string> Priority(int? priority) => Pair("--priority", priority?.ToString(CultureInfo.InvariantCulture));

    public static IEnumerable<string> Group(InstanceGroupBody? group) => group is null ? [] : Pair("--group", group.Name).Concat(group.Rules.SelectMany(rule =>
        Pair("--group-rule", string.Create(CultureInfo.InvariantCulture, $"{rule.Kind}:{rule.Level}{(rule.Limit == 1 ? "" : $":{rule.Limit}")}{(rule.Hard ? "" : ":soft")}"))));

    private static IEnumerable<(string Flag, bool? IsSet)> Flags(ContainerSettingsBody container) =>
    [
        ("--host-network", container.HostNetwork), ("--host-pid", container.HostPid), ("--rootless", container.UserNamespace),
        ("--vm-isolated", container.VmIsolated), ("--read-only", container.ReadOnlyRoot), ("--redirect-dir", container.RedirectDirectories),
    ];

    private static string[] Pair(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [name, value];
}
