namespace Cloud.Domain.Hardware;

/// <summary>The profiles that come with the product, read from embedded JSON once. Pure afterwards.</summary>
public static class HardwareProfiles
{
    private const string Prefix = "Cloud.Domain.Hardware.Profiles.";
    private const string SchemaName = Prefix + "hardware-profile.schema.json";

    private static readonly Lazy<IReadOnlyList<HardwareProfile>> Loaded = new(Load);

    /// <summary>All profiles, ordered by name.</summary>
    public static IReadOnlyList<HardwareProfile> All => Loaded.Value;

    /// <summary>The names of the three reference hosts, the ones a region should be built of.</summary>
    public static IReadOnlyList<string> ReferenceNames { get; } = ["xeon-6338-2s", "epyc-7763-2s", "altra-q80-30-2s"];

    /// <summary>The profile of this name, or null.</summary>
    public static HardwareProfile? Find(string name)
    {
        foreach (var profile in All)
            if (string.Equals(profile.Name, name, StringComparison.Ordinal)) return profile;
        return null;
    }

    /// <summary>The profile of this name. Throws when there is none: for names written in code.</summary>
    public static HardwareProfile Get(string name) =>
        Find(name) ?? throw new ArgumentException($"There is no hardware profile '{name}'; there are {string.Join(", ", All.Select(p => p.Name))}.", nameof(name));

    /// <summary>The published JSON schema of a profile file.</summary>
    public static string Schema => ReadResource(SchemaName);

    private static List<HardwareProfile> Load()
    {
        var names = typeof(HardwareProfiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !string.Equals(name, SchemaName, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var profiles = new List<HardwareProfile>();
        foreach (var name in names)
        {
            var reading = HardwareProfileReader.Read(ReadResource(name));
            profiles.Add(reading.Profile ?? throw new InvalidOperationException($"{name}: {string.Join("; ", reading.Errors)}"));
        }

        return profiles;
    }

    private static string ReadResource(string name)
    {
        using var stream = typeof(HardwareProfiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
