namespace Cloud.Web.Layout;

/// <summary>Addresses of the portal's pages.</summary>
public static class PortalUrls
{
    public const string Home = "/";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Tokens = "/tokens";
    public const string Hosts = "/hosts";
    public const string Capacity = "/capacity";
    public const string Faults = "/faults";

    public static string Instances(string project) => $"/p/{Uri.EscapeDataString(project)}/instances";

    public static string Launch(string project) => $"{Instances(project)}/new";

    public static string Instance(string project, Guid instance) => $"{Instances(project)}/{instance:D}";

    public static string Reservations(string project) => $"/p/{Uri.EscapeDataString(project)}/reservations";

    public static string Operations(string project) => $"/p/{Uri.EscapeDataString(project)}/operations";

    public static string WhatFits(string project) => $"/p/{Uri.EscapeDataString(project)}/capacity";

    public static string Members(string project) => $"/p/{Uri.EscapeDataString(project)}/members";

    public static string Host(string host) => $"{Hosts}/{Uri.EscapeDataString(host)}";

    /// <summary><paramref name="url"/> when it stays on this site, otherwise <paramref name="fallback"/>: an address from a query must not lead elsewhere.</summary>
    public static string LocalOr(string? url, string fallback) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : fallback;
}
