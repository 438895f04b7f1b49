namespace Cloud.Web.Models;

/// <summary>What a person should know of a kind before choosing it. The boot figure is the sum of medians in the Domain's BootPath.</summary>
/// <param name="Name">Name in the API.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Isolation">Kernel and device model in one line.</param>
/// <param name="BootMs">Median time to a ready guest without the image download, milliseconds.</param>
/// <param name="ExitCost">What leaving the guest costs.</param>
public sealed record KindInfo(string Name, string Title, string Isolation, double BootMs, string ExitCost)
{
    public static IReadOnlyList<KindInfo> All { get; } =
    [
        new("vm", "Virtual machine", "Own kernel, full device model", 11_760, "high exit cost"),
        new("microvm", "MicroVM", "Own kernel, minimal device model", 161, "medium exit cost"),
        new("container", "Container", "Shared kernel: namespaces, control groups", 20, "no exits"),
    ];

    public static KindInfo Of(string kind) =>
        All.FirstOrDefault(info => string.Equals(info.Name, kind, StringComparison.Ordinal)) ?? new(kind, kind, "", 0, "");
}
