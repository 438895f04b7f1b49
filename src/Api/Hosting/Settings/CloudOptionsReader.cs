using System.Globalization;
using Cloud.ControlPlane.Operator.Region;

namespace Cloud.Api.Hosting.Settings;

/// <summary>Reads the _section <c>Cloud</c>; every unknown name and every bad value is reported, not only the first.</summary>
internal sealed class CloudOptionsReader(IConfiguration configuration)
{
    private const int MinScrapeToken = 16;
    private readonly IConfigurationSection _section = configuration.GetSection("Cloud");
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _errors = [];

    /// <exception cref="StartException">A setting is not valid; lists all of them.</exception>
    public static CloudOptions Read(IConfiguration configuration, bool isProduction)
    {
        var reader = new CloudOptionsReader(configuration);
        var options = reader.Read();
        if (options.Demo && isProduction)
            reader._errors.Add("Cloud:Demo (--demo) makes accounts with published passwords and is refused in Production. Set ASPNETCORE_ENVIRONMENT=Development to try it.");
        if (options.RateLimit.Burst < options.RateLimit.PermitsPerSecond)
            reader._errors.Add($"Cloud:RateLimit:Burst is {options.RateLimit.Burst}; accepted: at least Cloud:RateLimit:PermitsPerSecond ({options.RateLimit.PermitsPerSecond}).");
        reader.RefuseUnknown(reader._section);
        return reader._errors.Count == 0 ? options : throw new StartException(StartException.BadSettings, "The settings are not valid:", reader._errors);
    }

    private CloudOptions Read()
    {
        var directory = FullPath("DataDirectory") ?? Path.GetFullPath("cloud-data");
        return new CloudOptions
        {
            DataDirectory = directory,
            Region = FullPath("Region") ?? Path.Combine(directory, "region.json"),
            Postgres = Text("ConnectionStrings:Postgres"),
            Speed = Speed(),
            Demo = Flag("Demo") ?? false,
            ResetOperatorPassword = Flag("ResetOperatorPassword") ?? false,
            RateLimit = new()
            {
                Enabled = Flag("RateLimit:Enabled") ?? true,
                PermitsPerSecond = Number("RateLimit:PermitsPerSecond", 100, 1, 1_000_000),
                Burst = Number("RateLimit:Burst", 200, 1, 10_000_000),
                OperatorPermitsPerSecond = Number("RateLimit:OperatorPermitsPerSecond", 10_000, 1, 1_000_000),
            },
            PreemptionNoticeSeconds = Number("PreemptionNoticeSeconds", 30, 1, 3600),
            SignInsPerMinute = Number("SignIn:AttemptsPerMinute", 30, 1, 100_000),
            RequestTimeout = TimeSpan.FromSeconds(Number("RequestTimeoutSeconds", 30, 1, 3600)),
            Telemetry = new()
            {
                ScrapeToken = ScrapeToken(),
                PrometheusSeries = Number("Telemetry:PrometheusSeries", 50_000, 0, 10_000_000),
                InstanceHistories = Number("Telemetry:InstanceHistories", 512, 0, 100_000),
                HostHistories = Number("Telemetry:HostHistories", 256, 0, 100_000),
            },
        };
    }

    private string? Text(string name)
    {
        _known.Add(name);
        return _section[name] is { Length: > 0 } text ? text : null;
    }

    private string? FullPath(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (!text.AsSpan().ContainsAny(Path.GetInvalidPathChars()))
            return Path.GetFullPath(text);
        Refuse(name, text, "a path");
        return null;
    }

    private bool? Flag(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(name, text, "true or false");
        return null;
    }

    private int Number(string name, int otherwise, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        Refuse(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"));
        return otherwise;
    }

    private string? ScrapeToken()
    {
        if (Text("Telemetry:ScrapeToken") is not { } token) return null;
        if (token.Length >= MinScrapeToken) return token;
        Refuse("Telemetry:ScrapeToken", "too short", $"at least {MinScrapeToken} characters");
        return null;
    }

    private double? Speed()
    {
        if (Text("Speed") is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= RegionFile.MaxSpeed)
            return speed;
        Refuse("Speed", text, string.Create(CultureInfo.InvariantCulture, $"above 0 and at most {RegionFile.MaxSpeed} virtual seconds per second"));
        return null;
    }

    private void Refuse(string name, string got, string accepted) => _errors.Add($"Cloud:{name} is '{got}'; accepted: {accepted}.");

    private void RefuseUnknown(IConfigurationSection from)
    {
        foreach (var child in from.GetChildren())
        {
            var name = child.Path["Cloud:".Length..];
            if (child.Value is not null && !_known.Contains(name))
                _errors.Add($"Cloud:{name} is not a setting; accepted: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
            RefuseUnknown(child);
        }
    }
}
