using System.Reflection;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>What one use case declares, read once per type.</summary>
public static class UseCase<TRequest>
{
    public static Permission? Permission { get; } = typeof(TRequest).GetCustomAttribute<RequiresAttribute>()?.Permission;

    public static bool AllowsAnonymous { get; } = typeof(TRequest).IsDefined(typeof(AllowsAnonymousAttribute), inherit: false);

    public static string Name { get; } = typeof(TRequest).Name;
}

/// <summary>A request whose project is known only after a look-up: its handler asks the access directory itself.</summary>
public interface IAuthorizesItself;

/// <summary>Turns verdicts into problems, the same everywhere.</summary>
public static class Access
{
    /// <summary>Null when allowed.</summary>
    public static Problem? Check(AccessSnapshot access, CallContext context, Permission permission, object request) =>
        context.Caller is { } caller
            ? Explain(Decide(access, caller, permission, request), request)
            : new Problem(ProblemKind.Unauthenticated, "Send a personal access token, or sign in to the portal.");

    private static Problem? Explain(AccessVerdict verdict, object request) => verdict switch
    {
        AccessVerdict.Allowed => null,
        AccessVerdict.Hidden => Problem.Hidden(request is ITenantRequest ? "tenant" : "project"),
        AccessVerdict.Forbidden => new Problem(ProblemKind.Forbidden, "You may see this, but your role does not allow this action."),
        AccessVerdict.ScopeTooNarrow => new Problem(ProblemKind.TokenScope, "Your role allows this, but the token you use was issued with a narrower scope."),
    };

    private static AccessVerdict Decide(AccessSnapshot access, Caller caller, Permission permission, object request) => request switch
    {
        IAuthorizesItself => AccessVerdict.Allowed,
        IProjectRequest project => access.Decide(caller, permission, project.Project),
        ITenantRequest tenant => access.Decide(caller, permission, tenant.Tenant),
        _ => AccessSnapshot.Decide(caller, permission),
    };
}

/// <summary>First in line: nobody learns anything before it is known who asks and what they may.</summary>
public sealed class AuthorizationBehavior<TRequest, TResponse>(CallContext context, AccessDirectory directory)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMessage
    where TResponse : IOutcome<TResponse>
{
    public ValueTask<TResponse> Handle(TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellationToken)
    {
        if (UseCase<TRequest>.AllowsAnonymous)
            return next(message, cancellationToken);
        if (UseCase<TRequest>.Permission is not { } permission)
            throw new InvalidOperationException($"{UseCase<TRequest>.Name} declares no permission.");

        return Access.Check(directory.Current, context, permission, message) is { } problem
            ? ValueTask.FromResult(TResponse.Refuse(problem))
            : next(message, cancellationToken);
    }
}
