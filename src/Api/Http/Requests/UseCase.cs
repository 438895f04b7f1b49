using System.Reflection;
using Cloud.ControlPlane.Pipeline;
using Cloud.Domain.Tenancy;

namespace Cloud.Api.Http.Requests;

/// <summary>What an endpoint does: the one use case it sends. The coverage test and the OpenAPI document read it.</summary>
/// <param name="Request">The request type.</param>
/// <param name="Permission">What it needs; null when anyone may call it.</param>
internal sealed record UseCase(Type Request, Permission? Permission)
{
    public bool AllowsAnonymous => Permission is null;

    public bool IsInProject => Request.IsAssignableTo(typeof(IProjectRequest));

    public bool IsInTenant => Request.IsAssignableTo(typeof(ITenantRequest));

    public bool IsIdempotent => Request.IsAssignableTo(typeof(IIdempotent));

    public bool HasVersion => Request.GetProperty("IfVersion") is not null;

    /// <exception cref="InvalidOperationException">The use case declares neither a permission nor that it allows anonymous callers.</exception>
    public static UseCase Of<TRequest>() => Of(typeof(TRequest));

    private static UseCase Of(Type request)
    {
        if (request.GetCustomAttribute<RequiresAttribute>() is { } requires)
            return new(request, requires.Permission);
        if (request.IsDefined(typeof(AllowsAnonymousAttribute), inherit: false))
            return new(request, Permission: null);
        throw new InvalidOperationException($"{request.Name} does not say what it requires.");
    }
}
