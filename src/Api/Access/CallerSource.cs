using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Tenancy;

namespace Cloud.Api.Access;

/// <summary>Finds out who calls, from memory alone.</summary>
internal sealed class CallerSource(AccessDirectory directory, TokenUse use, TimeProvider time)
{
    private const string Bearer = "Bearer ";

    /// <summary>The caller behind an Authorization header; null when it is not a token that works now.</summary>
    public Caller? FromHeader(string header)
    {
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || !TokenText.TryParse(header[Bearer.Length..].Trim(), out var id, out var secret))
            return null;

        var access = directory.Current;
        var now = time.GetUtcNow();
        if (access.FindToken(id) is not { } token || !TokenText.Matches(secret, token.Hash) || token.ExpiresAt <= now)
            return null;
        if (access.FindUser(token.User) is not { IsDisabled: false } user)
            return null;

        use.Note(token.Id, now);
        return new Caller(user.Id, user.UserName, user.IsOperator, token.Scope, token.Project, token.Id);
    }

    /// <summary>The caller of a portal session.</summary>
    public static Caller FromSession(UserRecord user) => new(user.Id, user.UserName, user.IsOperator, TokenScope.Manage, OnlyProject: null, Token: null);

    /// <summary>Whether the credential of a long stream still works.</summary>
    public bool MayStill(Caller caller)
    {
        var access = directory.Current;
        return access.FindUser(caller.User) is { IsDisabled: false }
            && (caller.Token is not { } id || (access.FindToken(id) is { } token && token.ExpiresAt > time.GetUtcNow()));
    }
}
