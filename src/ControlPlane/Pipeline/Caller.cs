using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>Who calls. Built once per HTTP request from a cookie or a token; what they may do is asked of the access directory.</summary>
/// <param name="User">The user.</param>
/// <param name="UserName">For logs and records.</param>
/// <param name="IsOperator">Runs the region.</param>
/// <param name="Scope">Highest scope of the credential; a portal session has <see cref="TokenScope.Manage"/>.</param>
/// <param name="OnlyProject">The token's project, when it is limited to one.</param>
/// <param name="Token">The token, or null for a portal session.</param>
public sealed record Caller(UserId User, string UserName, bool IsOperator, TokenScope Scope, ProjectId? OnlyProject, TokenId? Token)
{
    /// <summary>The control plane itself: seeding and reconciling.</summary>
    public static Caller System { get; } = new(UserId.System, "system", IsOperator: true, TokenScope.Manage, OnlyProject: null, Token: null);
}

/// <summary>The caller of the current request and its idempotency key; filled by the shell before a request is sent.</summary>
public sealed class CallContext
{
    /// <summary>Null when nobody signed in.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The Idempotency-Key of the request, or null.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>Set by the pipeline when the answer was remembered rather than made now.</summary>
    public bool WasReplayed { get; set; }

    /// <summary>Set by the pipeline for the handler that commits: the record to store with the change, still without its result.</summary>
    public PendingIdempotency? Pending { get; set; }

    /// <summary>The signed-in caller; throws when the pipeline has let an anonymous call through.</summary>
    public Caller RequiredCaller => Caller ?? throw new InvalidOperationException("The request needs a signed-in caller.");
}

/// <summary>An answer that will be remembered together with the change it belongs to.</summary>
public sealed record PendingIdempotency(UserId User, string Key, byte[] Fingerprint, bool ResultIsSecret);
