using System.CommandLine;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>The four limits of a project as options.</summary>
internal sealed class QuotaOptions
{
    private readonly Option<long?> _instances = Limit("--max-instances", "Most instances");
    private readonly Option<long?> _vcpus = Limit("--max-vcpus", "Most vCPUs in sum");
    private readonly Option<long?> _memory = Limit("--max-memory-mib", "Most memory in sum, MiB");
    private readonly Option<long?> _disk = Limit("--max-disk-gib", "Most root disk in sum, GiB");

    public IReadOnlyList<Option> All => [_instances, _vcpus, _memory, _disk];

    /// <summary>All four, or null when none is given.</summary>
    /// <exception cref="UsageException">Only some are given.</exception>
    public ResourceCountView? Whole(ParseResult parsed)
    {
        long?[] given = [parsed.GetValue(_instances), parsed.GetValue(_vcpus), parsed.GetValue(_memory), parsed.GetValue(_disk)];
        if (given.All(value => value is null)) return null;
        if (given.Any(value => value is null)) throw new UsageException("a new project takes all four limits, or none for the default quota");
        return new ResourceCountView(given[0]!.Value, given[1]!.Value, given[2]!.Value, given[3]!.Value);
    }

    /// <summary>The present limits with those given put over them, or null when none is given.</summary>
    public ResourceCountView? Over(ParseResult parsed, ResourceCountView present)
    {
        var changed = new ResourceCountView(
            parsed.GetValue(_instances) ?? present.Instances, parsed.GetValue(_vcpus) ?? present.Vcpus,
            parsed.GetValue(_memory) ?? present.MemoryMib, parsed.GetValue(_disk) ?? present.DiskGib);
        return changed == present ? null : changed;
    }

    private static Option<long?> Limit(string name, string description) => new(name) { Description = description, HelpName = "N" };
}
