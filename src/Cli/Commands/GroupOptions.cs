using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>The options that name a group and its rules: <c>--group web --group-rule anti-affinity:rack:2:soft</c>.</summary>
internal sealed class GroupOptions
{
    private readonly Option<string?> _group = Inputs.Optional("--group", "NAME", "Group of the project to join");

    private readonly Option<string[]> _rules = new("--group-rule")
    {
        Description = "Rule of the group; may be given several times. Kinds: affinity, anti-affinity, spread, partition-affinity, partition-anti-affinity; levels: host, rack, zone",
        HelpName = "KIND:LEVEL[:LIMIT][:soft]",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _partition = new("--partition") { Description = "Partition of the group", HelpName = "N" };

    /// <summary>To be added to a command.</summary>
    public Option[] All => [_group, _rules, _partition];

    /// <summary>The group as it was asked for; null without one.</summary>
    public InstanceGroupBody? Read(ParseResult parsed)
    {
        var rules = parsed.GetValue(_rules)!;
        if (parsed.GetValue(_group) is { } name) return new() { Name = name, Rules = [.. rules.Select(Rule)], Partition = parsed.GetValue(_partition) };
        return rules.Length == 0 ? null : throw new UsageException("--group-rule needs --group");
    }

    private static GroupRuleBody Rule(string text)
    {
        var parts = text.Split(':');
        var soft = string.Equals(parts[^1], "soft", StringComparison.Ordinal);
        var limit = 1;
        var numbers = parts[(soft ? ..^1 : ..)];
        if (numbers.Length is < 2 or > 3 || (numbers.Length == 3 && !int.TryParse(numbers[2], NumberStyles.None, CultureInfo.InvariantCulture, out limit)))
            throw new UsageException($"'{text}' is not a group rule; write KIND:LEVEL[:LIMIT][:soft], for example anti-affinity:rack");
        return new() { Kind = numbers[0], Level = numbers[1], Limit = limit, Hard = !soft };
    }
}
