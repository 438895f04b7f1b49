using Cloud.Contracts;

namespace Cloud.Web.Models;

/// <summary>What to do about a problem, in one sentence. The type is stable, the words are the portal's.</summary>
public static class Advice
{
    public static string For(ProblemView problem) => Kind(problem) switch
    {
        "validation-failed" => "Correct the fields below and send it again.",
        "unauthenticated" => "Sign in again.",
        "forbidden" => "Ask an administrator of the project for a higher role.",
        "token-scope" => "Use a token with a wider scope.",
        "quota-exceeded" => "Delete what you no longer need (a stopped instance still counts), or ask for a larger quota.",
        "not-found" => "It was deleted, or it belongs to a project you cannot see. Check the address.",
        "name-taken" => "Choose another name.",
        "action-not-allowed" when problem.AllowedActions is { Count: > 0 } allowed => $"Allowed now: {string.Join(", ", allowed)}.",
        "action-not-allowed" => "Wait until the operation that is running has finished.",
        "precondition-failed" => "Somebody changed it meanwhile. Reload the page and try again.",
        "no-capacity" when problem.Explanation?.Advice is { Count: > 0 } => "One of the changes below would make it fit.",
        "no-capacity" => "Choose a smaller size or another zone, or try again later.",
        "rate-limited" or "sign-in-throttled" or "unavailable" => "Wait a moment and try again.",
        "internal" => "Try again. If it happens again, give the request id to the operator.",
        _ => "Try again, or give the request id to the operator.",
    };

    /// <summary>The last segment of the type.</summary>
    public static string Kind(ProblemView problem) => problem.Type[(problem.Type.LastIndexOf('/') + 1)..];
}
