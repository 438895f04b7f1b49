using System.Globalization;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>A workload as one word: <c>KIND[,rate=N]</c>, or <c>schedule[,repeat=SECONDS],at=SECONDS:CPU[:MEMORY[:PACKETS[:DISK]]],…</c></summary>
internal static class WorkloadText
{
    public const string HelpName = "KIND[,KEY=VALUE...]";

    public const string Description =
        "What the guest does: idle, web, database, batch, memory_hog, network_function or schedule; with rate=PER_SECOND (web, database, network_function), "
        + "or for a schedule repeat=SECONDS and at=SECONDS:CPU[:MEMORY[:PACKETS[:DISK]]] for each point, shares from 0 to 1";

    /// <summary>Null when nothing is said. Kinds and limits are the region's to judge.</summary>
    public static WorkloadBody? Read(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        double? rate = null, repeat = null;
        var points = new List<WorkloadPointBody>();
        foreach (var part in parts.Skip(1))
        {
            var (key, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            switch (key)
            {
                case "rate":
                    rate = Number(part, value);
                    break;
                case "repeat":
                    repeat = Number(part, value);
                    break;
                case "at":
                    points.Add(Point(part, value));
                    break;
                default:
                    throw new UsageException($"'{part}' is nothing a workload has; write rate=N, repeat=SECONDS or at=SECONDS:CPU[:MEMORY[:PACKETS[:DISK]]]");
            }
        }

        return new() { Kind = parts[0], RatePerSecond = rate, RepeatSeconds = repeat, Points = points.Count == 0 ? null : points };
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    public static string? Write(WorkloadBody? workload)
    {
        if (workload is null) return null;
        var parts = new List<string> { workload.Kind };
        if (workload.RatePerSecond is { } rate) parts.Add(Say("rate=", rate));
        if (workload.RepeatSeconds is { } repeat) parts.Add(Say("repeat=", repeat));
        foreach (var point in workload.Points ?? [])
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"at={point.Seconds}:{point.Cpu}:{point.Memory}:{point.PacketsPerSecond}:{point.DiskOperationsPerSecond}"));
        return string.Join(',', parts);
    }

    private static WorkloadPointBody Point(string part, string value)
    {
        var numbers = value.Split(':');
        if (numbers.Length is < 2 or > 5) throw new UsageException($"'{part}' is not a point; write at=SECONDS:CPU[:MEMORY[:PACKETS[:DISK]]]");
        double At(int index) => index < numbers.Length ? Number(part, numbers[index]) : 0;
        return new() { Seconds = At(0), Cpu = At(1), Memory = At(2), PacketsPerSecond = At(3), DiskOperationsPerSecond = At(4) };
    }

    private static double Number(string part, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"'{part}' needs a number where '{text}' stands");

    private static string Say(string key, double number) => string.Create(CultureInfo.InvariantCulture, $"{key}{number}");
}
