using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary>Reads and checks a server's address.</summary>
internal static class ServerAddress
{
    public const string Default = "http://127.0.0.1:5080";

    public static Uri Parse(string text, bool allowPlain)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"'{text}' is not a server's address; one looks like {Default} or https://cloud.example.org");
        if (address.UserInfo.Length > 0) throw new UsageException("a server's address carries no name or password; use 'cloud login'");
        if (address.Scheme is "http" && !address.IsLoopback && !allowPlain)
            throw new UsageException($"{address} would carry your token unprotected; use https, or --allow-http where the network is trusted");
        return new Uri(address, "/");
    }
}
