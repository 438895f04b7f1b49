using System.Globalization;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Containers;

/// <summary>
/// What a write to a file of a control group means. The kernel's own rules come first; then the flavor's: a tenant may tighten what was
/// bought, not loosen it. Source of the kernel's rules: Linux Documentation/admin-guide/cgroup-v2.rst; confidence: C.
/// </summary>
internal static class ControlWrites
{
    private const long PeriodMinUs = 1_000;
    private const long PeriodMaxUs = 1_000_000;
    private const long PidsLimit = 4_194_304;

    /// <summary>The settings after the write, or the refusal.</summary>
    public static (ControlSettings? After, ContainerRefusal? Refusal) Apply(ControlSettings before, InstanceShape shape, string file, string value)
    {
        var text = value.Trim();
        return file switch
        {
            "cpu.max" => Cpu(before, shape, text),
            "cpu.weight" => Whole(text, 1, 10_000) is { } weight ? (before with { Weight = weight }, null) : Wrong(file, "1 to 10000"),
            "memory.max" => Memory(shape, file, text, bytes => before with { MemoryMax = bytes }, unlimited: false),
            "memory.high" => Memory(shape, file, text, bytes => before with { MemoryHigh = bytes }, unlimited: true),
            "memory.oom.group" => Whole(text, 0, 1) is { } group ? (before with { KillGroup = group == 1 }, null) : Wrong(file, "0 or 1"),
            "pids.max" => Pids(before, text),
            "io.weight" => Whole(text.StartsWith("default ", StringComparison.Ordinal) ? text[8..] : text, 1, 10_000) is { } weight
                ? (before with { IoWeight = weight }, null) : Wrong(file, "[default] 1 to 10000"),
            "io.max" => Io(before, text),
            _ => (null, new ContainerRefusal(ContainerRefusalKind.Errno, OverlayError.Invalid, $"{file} is read-only here.", string.Join(", ", ControlFiles.Writable))),
        };
    }

    private static (ControlSettings?, ContainerRefusal?) Cpu(ControlSettings before, InstanceShape shape, string text)
    {
        const string accepted = "\"$QUOTA [$PERIOD]\" in microseconds: a quota from 1000 on (or max), a period of 1000 to 1000000";
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is < 1 or > 2 || !ControlText.TryMax(parts[0], out var quota)) return Wrong("cpu.max", accepted);
        var period = before.PeriodUs;
        if (parts.Length == 2 && !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out period)) return Wrong("cpu.max", accepted);
        if (period is < PeriodMinUs or > PeriodMaxUs || quota < PeriodMinUs) return Wrong("cpu.max", accepted);
        var most = shape.Vcpus * period;
        if (quota is null || quota > most)
            return Above($"cpu.max: {text} is more than the flavor's {shape.Vcpus} vCPU.", string.Create(CultureInfo.InvariantCulture, $"a quota of at most {most} with a period of {period}"));
        return (before with { QuotaUs = quota, PeriodUs = period }, null);
    }

    private static (ControlSettings?, ContainerRefusal?) Memory(InstanceShape shape, string file, string text, Func<long?, ControlSettings> with, bool unlimited)
    {
        if (!ControlText.TryBytes(text, out var bytes)) return Wrong(file, "bytes, with K, M, G or T if you like, or max");
        var most = shape.MemoryMib * 1024 * 1024;
        if (unlimited && bytes is null) return (with(null), null);
        return bytes is null || bytes > most
            ? Above($"{file}: {text} is more than the flavor's {shape.MemoryMib} MiB.", string.Create(CultureInfo.InvariantCulture, $"at most {most}"))
            : (with(bytes), null);
    }

    private static (ControlSettings?, ContainerRefusal?) Pids(ControlSettings before, string text)
    {
        if (!ControlText.TryMax(text, out var most) || most >= PidsLimit) return Wrong("pids.max", "0 to 4194303");
        return most is null || most > ControlSettings.DefaultPidsMax
            ? Above($"pids.max: {text} is more than a container gets.", $"at most {ControlSettings.DefaultPidsMax}")
            : (before with { PidsMax = most }, null);
    }

    private static (ControlSettings?, ContainerRefusal?) Io(ControlSettings before, string text)
    {
        const string accepted = IoMax.Device + " followed by any of rbps=, wbps=, riops=, wiops= with a number above 0 or max";
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || parts[0] is not IoMax.Device) return Wrong("io.max", accepted);
        var io = before.Io;
        foreach (var part in parts[1..])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0 || !ControlText.TryMax(part[(equals + 1)..], out var limit) || limit == 0) return Wrong("io.max", accepted);
            switch (part[..equals])
            {
                case "rbps": io = io with { ReadBytes = limit }; break;
                case "wbps": io = io with { WriteBytes = limit }; break;
                case "riops": io = io with { ReadOperations = limit }; break;
                case "wiops": io = io with { WriteOperations = limit }; break;
                default: return Wrong("io.max", accepted);
            }
        }

        return (before with { Io = io }, null);
    }

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static (ControlSettings?, ContainerRefusal?) Wrong(string file, string accepted) => (null, ContainerRefusal.Of(OverlayError.Invalid, file, accepted));

    private static (ControlSettings?, ContainerRefusal?) Above(string message, string accepted) =>
        (null, new ContainerRefusal(ContainerRefusalKind.AboveFlavor, OverlayError.NoPermission, message, accepted));
}
