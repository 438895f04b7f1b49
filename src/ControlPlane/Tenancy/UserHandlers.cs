using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;

namespace Cloud.ControlPlane.Tenancy;

public sealed class GetMeHandler(AccessDirectory directory, CallContext context) : IRequestHandler<GetMe, Outcome<Me>>
{
    public ValueTask<Outcome<Me>> Handle(GetMe request, CancellationToken cancellationToken)
    {
        var (access, caller) = (directory.Current, context.RequiredCaller);
        return ValueTask.FromResult<Outcome<Me>>(access.FindUser(caller.User) is { } user
            ? new Me(user, caller.Scope, access.AssignmentsOf(caller.User))
            : Problem.NotFound("user", caller.User));
    }
}

public sealed class ListUsersHandler(AccessDirectory directory, CallContext context) : IRequestHandler<ListUsers, Outcome<IReadOnlyList<UserRecord>>>
{
    public ValueTask<Outcome<IReadOnlyList<UserRecord>>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var (access, caller) = (directory.Current, context.RequiredCaller);
        var mine = access.Image.Tenants.Where(tenant => access.BelongsTo(caller.User, tenant.Id)).Select(tenant => tenant.Id).ToList();
        IReadOnlyList<UserRecord> visible = [.. access.Image.Users
            .Where(user => caller.IsOperator || user.Id == caller.User || mine.Exists(tenant => access.BelongsTo(user.Id, tenant)))
            .OrderBy(user => user.UserName, StringComparer.Ordinal)];
        return ValueTask.FromResult(Outcomes.Of(visible));
    }
}

public sealed class CreateUserHandler(TenancyWriter writer, ISignIn signIn, IIdSource ids, CallContext context)
    : IRequestHandler<CreateUser, Outcome<UserRecord>>
{
    public async ValueTask<Outcome<UserRecord>> Handle(CreateUser request, CancellationToken cancellationToken)
    {
        var broken = await signIn.CheckPasswordRulesAsync(request.UserName, request.Password);
        if (broken.Count > 0)
            return Problem.Invalid([.. broken.Select(rule => new FieldError("password", rule))]);

        return await writer.ChangeAsync<UserRecord>(context.Pending, (access, now) =>
        {
            if (access.FindUser(request.UserName) is not null)
                return Taken.Name("user", request.UserName);
            var user = new UserRecord(
                new UserId(ids.Next()), request.UserName, Shown.As(request.DisplayName, request.UserName), request.IsOperator, IsDisabled: false, now);
            return new TenancyPlan<UserRecord>(user, new TenancyChange.AddUser(user, request.Password));
        }, cancellationToken);
    }
}

public sealed class SetUserDisabledHandler(TenancyWriter writer, CallContext context) : IRequestHandler<SetUserDisabled, Outcome<UserRecord>>
{
    public async ValueTask<Outcome<UserRecord>> Handle(SetUserDisabled request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<UserRecord>(pending: null, (access, _) =>
        {
            if (access.FindUser(request.User) is not { } user)
                return Problem.NotFound("user", request.User);
            if (request.Disabled && user.Id == context.RequiredCaller.User)
                return new Problem(ProblemKind.InUse, "You cannot close your own account: nobody might be left to reopen it.");
            return new TenancyPlan<UserRecord>(
                user with { IsDisabled = request.Disabled }, new TenancyChange.SetUserDisabled(user.Id, request.Disabled));
        }, cancellationToken);
}
