using Cloud.Api.Access;
using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Tenancy.Tokens;

/// <summary>Personal access tokens, and the exchange of a password for one.</summary>
internal static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Access");
        api.MapPost("/sign-in", SignIn)
            .ForUseCase<SignIn>("session_create", "Sign in", "Exchanges name and password for a personal access token. Failures are counted per account and per address.")
            .MayRefuse(ProblemKind.SignInFailed, ProblemKind.SignInThrottled, ProblemKind.QuotaExceeded)
            .AddEndpointFilter(SignInThrottle.FilterAsync);
        api.MapGet("/tokens", List)
            .ForUseCase<ListTokens>("token_list", "List your tokens", "Your personal access tokens, without their secrets.");
        api.MapPost("/tokens", Create)
            .ForUseCase<CreateToken>("token_create", "Create a token", "The secret is shown only in this answer. The scope cannot exceed that of the credential in use.")
            .MayRefuse(ProblemKind.NameTaken, ProblemKind.QuotaExceeded);
        api.MapDelete("/tokens/{token}", Revoke)
            .ForUseCase<RevokeToken>("token_revoke", "Revoke a token", "It stops working at once.");
    }

    private static async Task<Results<Created<IssuedTokenView>, ProblemResult>> SignIn(
        Body<SignInBody> body, TokenUse use, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var request = new SignIn(asked.UserName, asked.Password, asked.TokenName, Names.Scope(asked.Scope), asked.LifetimeDays);
        return (await sender.Send(request, cancellation)).Created(issued => issued.ToView(use), Location);
    }

    private static async Task<Results<Ok<PageView<TokenView>>, ProblemResult>> List(TokenUse use, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListTokens(), cancellation)).Ok(tokens => tokens.ToPage(token => token.ToView(use)));

    private static async Task<Results<Created<IssuedTokenView>, ProblemResult>> Create(
        Body<CreateTokenBody> body, TokenUse use, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var request = new CreateToken(asked.Name, Names.Scope(asked.Scope), asked.Project is { } project ? new ProjectId(project) : null, asked.LifetimeDays);
        return (await sender.Send(request, cancellation)).Created(issued => issued.ToView(use), Location);
    }

    private static async Task<Results<NoContent, ProblemResult>> Revoke(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new RevokeToken(http.Token()), cancellation)).NoContent();

    private static string Location(IssuedTokenView issued) => $"{ApiRoutes.Prefix}/tokens/{issued.Token.Id:D}";
}
