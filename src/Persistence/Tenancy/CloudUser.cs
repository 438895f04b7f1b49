using Microsoft.AspNetCore.Identity;

namespace Cloud.Persistence.Tenancy;

/// <summary>A user as ASP.NET Core Identity keeps it, with what the control plane adds.</summary>
public sealed class CloudUser : IdentityUser<Guid>
{
    /// <summary>For people.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Runs the region.</summary>
    public bool IsOperator { get; set; }

    /// <summary>May not sign in; tokens are refused too.</summary>
    public bool IsDisabled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
