using Cloud.Api.Access;
using Cloud.Contracts;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Tenancy;

namespace Cloud.Api.Tenancy.Tokens;

/// <summary>From token records to their views; the last use may be newer than what is stored.</summary>
internal static class TokenMapping
{
    public static TokenView ToView(this TokenRecord token, TokenUse use) => new()
    {
        Id = token.Id.Value,
        Name = token.Name,
        Scope = token.Scope.Name(),
        Project = token.Project?.Value,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = use.LastUse(token.Id) ?? token.LastUsedAt,
    };

    public static IssuedTokenView ToView(this IssuedToken issued, TokenUse use) => new(issued.Token.ToView(use), issued.Secret);
}
