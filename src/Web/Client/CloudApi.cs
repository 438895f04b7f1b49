using Cloud.Contracts;

namespace Cloud.Web.Client;

/// <summary>Every call the portal can make, built from its arguments. Grouped by resource in partial files.</summary>
public static partial class CloudApi
{
    private const string Root = "/api/v1";

    public static ApiCall<MeView> Me() => Get<MeView>($"{Root}/me") with { IsShown = false };

    public static ApiCall<PageView<ProjectView>> Projects() => Get<PageView<ProjectView>>($"{Root}/projects") with { IsShown = false };

    private static ApiCall<T> Get<T>(string path, params string[] command) =>
        new(HttpMethod.Get, path) { Command = command.Length == 0 ? null : command };

    private static string Esc(string value) => Uri.EscapeDataString(value);

    private static string Esc(Guid value) => value.ToString("D");

    /// <summary>Joins the pairs whose value is present into a query string.</summary>
    private static string Query(params (string Name, string? Value)[] pairs)
    {
        var present = pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Esc(pair.Value!)}");
        var joined = string.Join('&', present);
        return joined.Length == 0 ? "" : "?" + joined;
    }
}
