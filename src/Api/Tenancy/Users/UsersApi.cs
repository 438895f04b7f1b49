using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Tenancy.Users;

/// <summary>People and services that sign in.</summary>
internal static class UsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Access");
        api.MapGet("/me", GetMe)
            .ForUseCase<GetMe>("me_get", "Read who you are", "The signed-in user with every role they hold.");
        api.MapGet("/users", List)
            .ForUseCase<ListUsers>("user_list", "List users", "All users for an operator; otherwise those who share a tenant with you.");
        api.MapPost("/users", Create)
            .ForUseCase<CreateUser>("user_create", "Create a user", "Operators only. The password must follow the password rules; it is stored hashed.")
            .MayRefuse(ProblemKind.NameTaken);
        api.MapPost("/users/{user}:disable", Disable)
            .ForUseCase<SetUserDisabled>("user_disable", "Close an account", "Operators only. Sessions and tokens of the user stop working at once.")
            .MayRefuse(ProblemKind.InUse);
        api.MapPost("/users/{user}:enable", Enable)
            .ForUseCase<SetUserDisabled>("user_enable", "Reopen an account", "Operators only.");
    }

    private static async Task<Results<Ok<MeView>, ProblemResult>> GetMe(AccessDirectory directory, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetMe(), cancellation)).Ok(me => me.ToView(directory.Current));

    private static async Task<Results<Ok<PageView<UserView>>, ProblemResult>> List(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListUsers(), cancellation)).Ok(users => users.ToPage(TenancyMapping.ToView));

    private static async Task<Results<Created<UserView>, ProblemResult>> Create(
        Body<CreateUserBody> body, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        var request = new CreateUser(asked.UserName, asked.DisplayName, asked.Password, asked.IsOperator);
        return (await sender.Send(request, cancellation)).Created(TenancyMapping.ToView, user => $"{ApiRoutes.Prefix}/users/{user.Id:D}");
    }

    private static async Task<Results<Ok<UserView>, ProblemResult>> Disable(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new SetUserDisabled(http.User(), Disabled: true), cancellation)).Ok(TenancyMapping.ToView);

    private static async Task<Results<Ok<UserView>, ProblemResult>> Enable(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new SetUserDisabled(http.User(), Disabled: false), cancellation)).Ok(TenancyMapping.ToView);
}
