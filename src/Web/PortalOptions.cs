namespace Cloud.Web;

/// <summary>What the hosting process tells the portal.</summary>
public sealed class PortalOptions
{
    /// <summary>Address of the public API as this process reaches it; null takes the first address the server listens on.</summary>
    public Func<IServiceProvider, Uri>? ApiAddress { get; set; }

    /// <summary>Replaces the network handler below the portal's client (an in-memory test server); null uses sockets.</summary>
    public Func<IServiceProvider, HttpMessageHandler>? ApiHandler { get; set; }

    /// <summary>How long one call to the API may take.</summary>
    public TimeSpan ApiTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>One line under the sign-in form, such as a demo's user names; null shows none.</summary>
    public string? SignInHint { get; set; }

    /// <summary>Where the API's documentation is.</summary>
    public string ApiDocsPath { get; set; } = "/swagger";
}
