using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>
/// The options that say what an instance asks of a host beyond sizes: <c>--numa 2 --cpu dedicated --pages 1g --device nic,count=2,affinity=required</c>.
/// What is accepted is checked by the server, which names the field; here only the form is read.
/// </summary>
internal sealed class NeedsOptions
{
    private readonly Option<string?> _numa = Inputs.Optional(
        "--numa", "none|auto|N|VCPUS:MIB[:OWN],…", "NUMA nodes of the guest: none, auto, N equal ones, or each one (2:4096,6:12288)");

    private readonly Option<string?> _cpu = Inputs.Optional("--cpu", "shared|dedicated|mixed:N", "vCPUs float, have whole cores, or N of them have");
    private readonly Option<string?> _threads = Inputs.Optional("--threads", "prefer|isolate|require", "SMT siblings of dedicated cores: used, idle, or required");
    private readonly Option<string?> _pages = Inputs.Optional("--pages", "4k|2m|1g|any", "Page size of the guest's memory");
    private readonly Option<string[]> _devices = Many("--device", "KIND[,KEY=VALUE…]", "Device: nic, gpu, nvme or accelerator; keys: count, share (thousandths of a gpu; 1000 = whole), affinity (required, preferred, none), model");
    private readonly Option<int?> _bandwidth = new("--bandwidth") { Description = "Network bandwidth promised, Mb/s", HelpName = "MBPS" };
    private readonly Option<string?> _confidential = Inputs.Optional("--confidential", "any|sev-snp|tdx", "Keep the guest's memory from its host");
    private readonly Option<string?> _hypervisor = Inputs.Optional("--hypervisor", "NAME", "Only on hosts with this hypervisor");
    private readonly Option<string[]> _traits = Many("--trait", "[!]NAME|NAME|NAME…", "Trait the host must have; !NAME must not have; A|B at least one of them");

    /// <summary>To be added to a command.</summary>
    public Option[] All => [_numa, _cpu, _threads, _pages, _devices, _bandwidth, _confidential, _hypervisor, _traits];

    /// <summary>The needs as they were asked for; null when no option was given.</summary>
    public NeedsBody? Read(ParseResult parsed) => !All.Any(option => parsed.GetResult(option) is { Implicit: false }) ? null : new()
    {
        Numa = Numa(parsed.GetValue(_numa)),
        Cpu = Cpu(parsed.GetValue(_cpu), parsed.GetValue(_threads)),
        Memory = parsed.GetValue(_pages) is { } pages ? new() { PageSize = pages } : null,
        Devices = parsed.GetValue(_devices) is { Length: > 0 } devices ? [.. devices.Select(Device)] : null,
        Network = parsed.GetValue(_bandwidth) is { } bandwidth ? new() { BandwidthMbps = bandwidth } : null,
        Traits = Traits(parsed.GetValue(_traits)!),
        Isolation = (parsed.GetValue(_confidential), parsed.GetValue(_hypervisor)) is (null, null) ? null
            : new() { Confidential = parsed.GetValue(_confidential) ?? "none", Hypervisor = parsed.GetValue(_hypervisor) },
    };

    private static NumaNeedBody? Numa(string? text) => text switch
    {
        null => null,
        "none" => new() { Layout = "none" },
        "auto" => new() { Count = 0 },
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => new() { Count = count },
        _ => new() { Nodes = [.. text.Split(',').Select(Node)] },
    };

    private static GuestNumaNodeBody Node(string text)
    {
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3) throw new UsageException($"'{text}' is not a NUMA node; write VCPUS:MIB[:OWN], for example 2:4096, or none, auto or a number");
        return new()
        {
            Vcpus = (int)Number("--numa", parts[0]), MemoryMib = Number("--numa", parts[1]), DedicatedVcpus = parts.Length == 3 ? (int)Number("--numa", parts[2]) : 0,
        };
    }

    private static CpuNeedBody? Cpu(string? policy, string? threads)
    {
        if (policy is null && threads is null) return null;
        var parts = policy?.Split(':', 2);
        return new()
        {
            Policy = parts?[0], DedicatedVcpus = parts is [_, var own] ? (int)Number("--cpu", own) : 0, Threads = threads ?? "prefer",
        };
    }

    private static DeviceNeedBody Device(string text)
    {
        var parts = text.Split(',');
        var (count, share, affinity, models) = (1, (int?)null, "preferred", new List<string>());
        foreach (var part in parts[1..])
        {
            switch (part.Split('=', 2))
            {
                case ["count", var value]: count = (int)Number("--device count", value); break;
                case ["share", var value]: share = (int)Number("--device share", value); break;
                case ["affinity", var value]: affinity = value; break;
                case ["model", var value]: models.Add(value); break;
                default: throw new UsageException($"'{part}' in --device {text} is not known; write count=, share=, affinity= or model=");
            }
        }

        return new() { Kind = parts[0], Count = count, Thousandths = share, Affinity = affinity, Models = models.Count == 0 ? null : models };
    }

    private static TraitNeedBody? Traits(string[] texts) => texts.Length == 0 ? null : new()
    {
        Required = [.. texts.Where(text => !text.StartsWith('!') && !text.Contains('|', StringComparison.Ordinal))],
        Forbidden = [.. texts.Where(text => text.StartsWith('!')).Select(text => text[1..])],
        AnyOf = [.. texts.Where(text => text.Contains('|', StringComparison.Ordinal)).SelectMany(text => text.Split('|'))],
    };

    private static long Number(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new UsageException($"'{text}' in {option} is not a whole number");

    private static Option<string[]> Many(string name, string help, string description) =>
        new(name) { Description = $"{description}; may be given several times", HelpName = help, DefaultValueFactory = _ => [] };
}
