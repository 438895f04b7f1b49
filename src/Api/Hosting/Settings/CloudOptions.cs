namespace Cloud.Api.Hosting.Settings;

/// <summary>Every setting of the process, read and checked as a whole by <see cref="CloudOptionsReader"/>.</summary>
internal sealed record CloudOptions
{
    /// <summary>Where everything durable lives; absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The region file; absolute.</summary>
    public required string Region { get; init; }

    /// <summary>Npgsql connection string, or null for the embedded database.</summary>
    public string? Postgres { get; init; }

    /// <summary>Virtual seconds per real second; null takes the region file's.</summary>
    public double? Speed { get; init; }

    /// <summary>Seeds a class to play with.</summary>
    public bool Demo { get; init; }

    /// <summary>Gives the operator account a new password, prints it once and goes on.</summary>
    public bool ResetOperatorPassword { get; init; }

    public RateLimitOptions RateLimit { get; init; } = new();

    /// <summary>Notice that spot instances get before they are ended for one that waits, in modelled seconds.</summary>
    public int PreemptionNoticeSeconds { get; init; } = 30;

    /// <summary>Sign-ins per minute from one address, failed or not.</summary>
    public int SignInsPerMinute { get; init; } = 30;

    /// <summary>Longest time a request may take before it is answered with 503.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TelemetryOptions Telemetry { get; init; } = new();
}

/// <summary>What telemetry keeps and exports.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>Lets Prometheus read <c>/metrics</c> without an operator's token; null allows operators only.</summary>
    public string? ScrapeToken { get; init; }

    /// <summary>Series that <c>/metrics</c> holds at most.</summary>
    public int PrometheusSeries { get; init; } = 50_000;

    /// <summary>Instances with history.</summary>
    public int InstanceHistories { get; init; } = 512;

    /// <summary>Hosts with history.</summary>
    public int HostHistories { get; init; } = 256;
}

/// <summary>Requests per second of one credential.</summary>
internal sealed record RateLimitOptions
{
    /// <summary>Off only for load tests.</summary>
    public bool Enabled { get; init; } = true;

    public int PermitsPerSecond { get; init; } = 100;

    public int Burst { get; init; } = 200;

    public int OperatorPermitsPerSecond { get; init; } = 10_000;
}
