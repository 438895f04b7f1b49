namespace Cloud.Api.Hosting.Settings;

/// <summary>The short switches of the command line; everything else goes through as <c>--Section:Name=value</c>.</summary>
internal static class Switches
{
    private static readonly Dictionary<string, string> Flags = new(StringComparer.Ordinal)
    {
        ["--demo"] = "--Cloud:Demo=true",
        ["--reset-operator-password"] = "--Cloud:ResetOperatorPassword=true",
    };

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["--data"] = "--Cloud:DataDirectory",
        ["--region"] = "--Cloud:Region",
        ["--speed"] = "--Cloud:Speed",
    };

    /// <summary>Puts every argument into the long form.</summary>
    /// <exception cref="StartException">An argument is not known or lacks its value; lists all of them.</exception>
    public static string[] Expand(IReadOnlyList<string> args)
    {
        var expanded = new List<string>();
        var errors = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = Split(args[index]);
            if (value is null && Flags.TryGetValue(name, out var flag))
                expanded.Add(flag);
            else if (Values.GetValueOrDefault(name) is { } key)
                AddValue(key, name, value ?? (index + 1 < args.Count ? args[++index] : null), expanded, errors);
            else if (value is not null && name.StartsWith("--", StringComparison.Ordinal))
                expanded.Add(args[index]);
            else if (IsLong(name) && index + 1 < args.Count)
                expanded.Add($"{name}={args[++index]}");
            else
                errors.Add($"'{args[index]}' is not a switch; accepted: {Accepted}.");
        }

        return errors.Count == 0 ? [.. expanded] : throw new StartException(StartException.BadSettings, "The command line is not valid:", errors);
    }

    private static string Accepted =>
        $"{string.Join(", ", Flags.Keys)}, {string.Join(", ", Values.Keys.Select(name => name + " VALUE"))}, --urls URL, --Section:Name=value";

    private static bool IsLong(string name) =>
        name.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || name is "--urls" or "--environment");

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static void AddValue(string key, string name, string? value, List<string> expanded, List<string> errors)
    {
        if (string.IsNullOrEmpty(value))
            errors.Add($"'{name}' needs a value.");
        else
            expanded.Add($"{key}={value}");
    }
}
