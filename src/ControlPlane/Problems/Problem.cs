namespace Cloud.ControlPlane.Problems;

/// <summary>The kinds of refusal, each with a stable type name, an HTTP status and a title. <c>docs/problems.md</c> is the catalogue.</summary>
public sealed record ProblemKind(string Type, int Status, string Title)
{
    public static readonly ProblemKind ValidationFailed = new("validation-failed", 400, "The request is not valid");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "Sign in first");
    public static readonly ProblemKind SignInFailed = new("sign-in-failed", 401, "The name or the password is wrong");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Your role does not allow this");
    public static readonly ProblemKind TokenScope = new("token-scope", 403, "The token's scope does not allow this");
    public static readonly ProblemKind QuotaExceeded = new("quota-exceeded", 403, "The project's quota does not allow this");
    public static readonly ProblemKind NotFound = new("not-found", 404, "There is no such resource");
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405, "The resource does not support this method");
    public static readonly ProblemKind NameTaken = new("name-taken", 409, "The name is already in use");
    public static readonly ProblemKind ActionNotAllowed = new("action-not-allowed", 409, "The action is not allowed in the present state");
    public static readonly ProblemKind NotAContainer = new("not-a-container", 409, "The instance is not a container");
    public static readonly ProblemKind FileRefused = new("file-refused", 409, "The file system does not allow this");
    public static readonly ProblemKind InUse = new("in-use", 409, "The resource is still in use");
    public static readonly ProblemKind IdempotencyInProgress = new("idempotency-in-progress", 409, "A request with this key is still being handled");
    public static readonly ProblemKind ReservationMismatch = new("reservation-mismatch", 409, "The reservation is for something else");
    public static readonly ProblemKind ReservationFull = new("reservation-full", 409, "The reservation has no place left");
    public static readonly ProblemKind PreconditionFailed = new("precondition-failed", 412, "The resource has changed");
    public static readonly ProblemKind TooLarge = new("too-large", 413, "The request is too large");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not supported");
    public static readonly ProblemKind IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used for a different request");
    public static readonly ProblemKind ScriptFailed = new("script-failed", 422, "The policy script gave no answer");
    public static readonly ProblemKind SignInThrottled = new("sign-in-throttled", 429, "Too many failed sign-ins");
    public static readonly ProblemKind RateLimited = new("rate-limited", 429, "Too many requests");
    public static readonly ProblemKind Internal = new("internal", 500, "Something went wrong on our side");
    public static readonly ProblemKind NotSupported = new("not-supported", 501, "This region cannot do that");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The service cannot take the request now");
    public static readonly ProblemKind NoCapacity = new("no-capacity", 507, "No host can take the instance");

    /// <summary>Every kind, for the catalogue and its test.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        ValidationFailed, Unauthenticated, SignInFailed, Forbidden, TokenScope, QuotaExceeded, NotFound, MethodNotAllowed, NameTaken,
        ActionNotAllowed, NotAContainer, FileRefused, InUse, IdempotencyInProgress, ReservationMismatch, ReservationFull, PreconditionFailed, TooLarge, UnsupportedMediaType, IdempotencyKeyReused,
        ScriptFailed, SignInThrottled, RateLimited, Internal, NotSupported, Unavailable, NoCapacity,
    ];
}

/// <summary>One field of a bad request.</summary>
/// <param name="Field">JSON path of the field (<c>name</c>, <c>labels.tier</c>) or the query parameter or header.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Accepted">What would be accepted.</param>
public sealed record FieldError(string Field, string Message, string? Accepted = null);

/// <summary>A refusal as a value: what happened, why, and what would help. Transport-agnostic; the API turns it into RFC 9457.</summary>
/// <param name="Kind">Stable kind.</param>
/// <param name="Detail">One sentence about this case, safe to show to the caller.</param>
public sealed record Problem(ProblemKind Kind, string Detail)
{
    /// <summary>Field errors of a bad request.</summary>
    public IReadOnlyList<FieldError> Fields { get; init; } = [];

    /// <summary>Further members of the problem document (limits, allowed actions, explanation): serialisable values by camelCase name.</summary>
    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Seconds after which a retry makes sense, or null.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static Problem NotFound(string what, object id) => new(ProblemKind.NotFound, $"There is no {what} '{id}' here.");

    /// <summary>For a scope that does not exist and for one the caller may not see alike: the text must not tell which.</summary>
    public static Problem Hidden(string what) => new(ProblemKind.NotFound, $"There is no such {what}, or you may not see it.");

    public static Problem Invalid(params FieldError[] fields) => Invalid((IReadOnlyList<FieldError>)fields);

    public static Problem Invalid(IReadOnlyList<FieldError> fields) =>
        new(ProblemKind.ValidationFailed, fields.Count == 1 ? $"{fields[0].Field}: {fields[0].Message}" : $"{fields.Count} fields are not valid.") { Fields = fields };

    public Problem With(string name, object? value) =>
        this with { Extensions = new Dictionary<string, object?>(Extensions, StringComparer.Ordinal) { [name] = value } };
}
