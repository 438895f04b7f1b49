using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Tenancy;

public sealed class ListTokensHandler(AccessDirectory directory, CallContext context) : IRequestHandler<ListTokens, Outcome<IReadOnlyList<TokenRecord>>>
{
    public ValueTask<Outcome<IReadOnlyList<TokenRecord>>> Handle(ListTokens request, CancellationToken cancellationToken)
    {
        IReadOnlyList<TokenRecord> mine = [.. directory.Current.Image.Tokens
            .Where(token => token.User == context.RequiredCaller.User)
            .OrderBy(token => token.CreatedAt)];
        return ValueTask.FromResult(Outcomes.Of(mine));
    }
}

public sealed class CreateTokenHandler(TenancyWriter writer, IIdSource ids, CallContext context) : IRequestHandler<CreateToken, Outcome<IssuedToken>>
{
    public async ValueTask<Outcome<IssuedToken>> Handle(CreateToken request, CancellationToken cancellationToken)
    {
        var caller = context.RequiredCaller;
        if (request.Scope > caller.Scope)
            return new Problem(ProblemKind.TokenScope, $"A credential with scope '{caller.Scope.Name()}' cannot issue one with scope '{request.Scope.Name()}'.");

        return await writer.ChangeAsync<IssuedToken>(context.Pending, (access, now) =>
        {
            if (request.Project is { } project && access.Decide(caller, Permission.ProjectRead, project) is AccessVerdict.Hidden)
                return Problem.Invalid(new FieldError("project", $"there is no project '{project}'", "the id of a project you belong to"));
            return Tokens.Plan(access, ids, caller.User, request.Name, request.Scope, request.Project, request.LifetimeDays, now);
        }, cancellationToken);
    }
}

public sealed class RevokeTokenHandler(TenancyWriter writer, CallContext context) : IRequestHandler<RevokeToken, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(RevokeToken request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<Done>(
            pending: null,
            (access, _) => access.FindToken(request.Token) is { } token && token.User == context.RequiredCaller.User
                ? new TenancyPlan<Done>(new Done(), new TenancyChange.RemoveToken(token.Id))
                : Problem.NotFound("token", request.Token),
            cancellationToken);
}

/// <summary>Checks the password and issues a token in its place. The answer never says which of name and password was wrong.</summary>
public sealed class SignInHandler(TenancyWriter writer, ISignIn signIn, IIdSource ids) : IRequestHandler<SignIn, Outcome<IssuedToken>>
{
    public async ValueTask<Outcome<IssuedToken>> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var result = await signIn.CheckAsync(request.UserName, request.Password, cancellationToken);
        if (result.LockedOut)
            return new Problem(ProblemKind.SignInThrottled, "Too many failed sign-ins for this account. Try again later.") { RetryAfterSeconds = 300 };
        if (result.User is not { } user)
            return new Problem(ProblemKind.SignInFailed, "The name or the password is wrong, or the account is closed.");

        return await writer.ChangeAsync<IssuedToken>(
            pending: null,
            (access, now) => Tokens.Plan(access, ids, user, Unused(access, user, request.TokenName), request.Scope, project: null, request.LifetimeDays, now),
            cancellationToken);
    }

    /// <summary>Signing in twice from the same program is not an error: the second token gets a number.</summary>
    private static string Unused(AccessSnapshot access, UserId user, string name)
    {
        var taken = access.Image.Tokens.Where(token => token.User == user).Select(token => token.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? name : $"{name} {number}")
            .First(candidate => !taken.Contains(candidate));
    }
}

internal static class Tokens
{
    /// <summary>Tokens one user may hold; revoking an old one makes room.</summary>
    public const int MaxPerUser = 100;

    public static Outcome<TenancyPlan<IssuedToken>> Plan(
        AccessSnapshot access, IIdSource ids, UserId user, string name, TokenScope scope, ProjectId? project, int lifetimeDays, DateTimeOffset now)
    {
        var held = access.Image.Tokens.Where(token => token.User == user).ToList();
        var expired = held.Where(token => token.ExpiresAt <= now).ToList();
        if (held.Exists(token => string.Equals(token.Name, name, StringComparison.Ordinal) && token.ExpiresAt > now))
            return Taken.Name("token", name);
        if (held.Count - expired.Count >= MaxPerUser)
            return new Problem(ProblemKind.QuotaExceeded, $"You hold {MaxPerUser} tokens, which is the limit. Revoke one first.");

        var id = new TokenId(ids.Next());
        var (text, hash) = TokenText.Issue(id);
        var token = new TokenRecord(id, user, name, scope, project, hash, now, now.AddDays(lifetimeDays), LastUsedAt: null);
        return new TenancyPlan<IssuedToken>(
            new IssuedToken(token, text),
            [.. expired.Select(old => new TenancyChange.RemoveToken(old.Id)), new TenancyChange.AddToken(token)]);
    }
}
