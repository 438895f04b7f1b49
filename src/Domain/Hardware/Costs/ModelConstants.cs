using Cloud.Domain.Hardware.Costs.Boot;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Hardware.Costs.Energy;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Fluid;
using Cloud.Domain.Hardware.Costs.InputOutput;
using Cloud.Domain.Hardware.Costs.Isolation;
using Cloud.Domain.Hardware.Costs.Memory;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Hardware.Costs.Scheduling;
using Cloud.Domain.Hardware.Costs.Servers;
using Cloud.Domain.Hardware.Costs.Services;
using Cloud.Domain.Hardware.Costs.Structure;
using Cloud.Domain.Hardware.Costs.Switching;
using Cloud.Domain.Hardware.Costs.Threads;

namespace Cloud.Domain.Hardware.Costs;

/// <summary>Every constant of the cost model, readable by program.</summary>
public static class ModelConstants
{
    /// <summary>All constants, by section of the reference sheet.</summary>
    public static IReadOnlyList<ModelConstant> All { get; } =
    [
        .. SwitchConstants.All, .. ThreadConstants.All, .. SchedulerConstants.All, .. ServerConstants.All, .. TrustConstants.All,
        .. ExitConstants.All, .. SpinConstants.All, .. PagingConstants.All, .. ReclaimConstants.All, .. NumaConstants.All, .. IsolationConstants.All,
        .. IoConstants.All, .. BootConstants.All, .. IsolatedPodConstants.All, .. ConfidentialConstants.All, .. ContainerConstants.All,
        .. MigrationConstants.All, .. EnergyConstants.All, .. ServiceConstants.All, .. FluidConstants.All,
    ];

    // After All: static initializers run from top to bottom.
    private static readonly Dictionary<string, ModelConstant> ByKey = All.ToDictionary(c => c.Key, StringComparer.Ordinal);

    /// <summary>The constant with this key, or null.</summary>
    public static ModelConstant? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The constant with this key. Throws when there is none: for keys written in code.</summary>
    public static ModelConstant Get(string key) =>
        Find(key) ?? throw new ArgumentException($"There is no model constant '{key}'.", nameof(key));

    /// <summary>The sections of the reference sheet that define constants, in its order of definition.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. All.Select(c => c.Section).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The constants of a section, named by its number (<c>8</c> holds 8.1 to 8.7) or its title, or of a family of keys (<c>exit.amd-milan</c>).
    /// Empty when there is none.
    /// </summary>
    public static IReadOnlyList<ModelConstant> In(string sectionOrFamily) =>
        [.. All.Where(c => IsInFamily(c.Key, sectionOrFamily) || IsInSection(c.Section, sectionOrFamily))];

    /// <summary>True when the key is the family's name or lies below it: <c>exit.wake</c> is in <c>exit</c>.</summary>
    public static bool IsInFamily(string key, string family) =>
        family.Length > 0 && key.StartsWith(family, StringComparison.Ordinal) && (key.Length == family.Length || key[family.Length] == '.');

    private static bool IsInSection(string section, string asked) =>
        asked.Length > 0 && section.StartsWith(asked, StringComparison.OrdinalIgnoreCase) && (section.Length == asked.Length || section[asked.Length] is ' ' or '.');
}
