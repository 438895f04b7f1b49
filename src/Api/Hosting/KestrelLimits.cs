using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cloud.Api.Hosting;

/// <summary>What one connection and one request may ask of the server.</summary>
internal static class KestrelLimits
{
    public const int MaxBodyBytes = 1024 * 1024;
    public const string DefaultAddress = "http://127.0.0.1:5080";

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 1_000;
    }

    /// <summary>Listens on loopback alone unless the operator says otherwise.</summary>
    public static void UseLoopbackByDefault(this WebApplicationBuilder builder)
    {
        string[] names = ["urls", "http_ports", "https_ports"];
        if (names.All(name => string.IsNullOrEmpty(builder.Configuration[name])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultAddress);
    }
}
