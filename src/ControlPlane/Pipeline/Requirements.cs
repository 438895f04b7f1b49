using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>Declares what a use case needs. Every request carries exactly one; a test enumerates them and every endpoint.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RequiresAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}

/// <summary>Declares that a use case may be called without signing in (sign-in itself).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AllowsAnonymousAttribute : Attribute;

/// <summary>A request inside one project.</summary>
public interface IProjectRequest
{
    ProjectId Project { get; }
}

/// <summary>A request inside one tenant.</summary>
public interface ITenantRequest
{
    TenantId Tenant { get; }
}

/// <summary>A request that checks its own fields before anything else happens: every error at once.</summary>
public interface IValidatable
{
    IEnumerable<Problems.FieldError> Validate();
}

/// <summary>A request that may be repeated with an Idempotency-Key. Its result must survive a JSON round trip.</summary>
public interface IIdempotent
{
    /// <summary>Canonical text of the request, over which the fingerprint is taken. The type name is added by the pipeline.</summary>
    string Canonical { get; }

    /// <summary>True when the result holds a secret: the remembered answer is sealed at rest.</summary>
    bool ResultIsSecret => false;
}
