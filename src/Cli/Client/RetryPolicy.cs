using System.Net;
using System.Security.Cryptography;

namespace Cloud.Cli.Client;

/// <summary>
/// When to try again and after how long: 429, 503, a lost connection, and a key whose first request is still being handled. Doubling waits with
/// jitter, never shorter than the server's Retry-After, all bounded. Safe because every POST carries an Idempotency-Key.
/// </summary>
/// <param name="Attempts">Tries in all, 1 or more.</param>
/// <param name="FirstWait">Wait before the second try.</param>
/// <param name="LongestWait">Upper bound of one wait; a Retry-After beyond it ends the trying.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan FirstWait, TimeSpan LongestWait)
{
    public static readonly RetryPolicy Default = new(6, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));

    /// <summary>True for an answer that may be different next time.</summary>
    public static bool IsTransient(HttpStatusCode status, string? problemKind) =>
        status is HttpStatusCode.TooManyRequests && problemKind is not "sign-in-throttled"
        || status is HttpStatusCode.ServiceUnavailable
        || status is HttpStatusCode.Conflict && problemKind is "idempotency-in-progress";

    /// <summary>The wait before the try after <paramref name="attempt"/> (from 1), or null when there is none.</summary>
    public TimeSpan? WaitAfter(int attempt, TimeSpan? retryAfter)
    {
        if (attempt >= Attempts || retryAfter > LongestWait) return null;
        var wait = TimeSpan.FromSeconds(Math.Min(FirstWait.TotalSeconds * Math.Pow(2, attempt - 1), LongestWait.TotalSeconds));
        var jittered = wait * (0.5 + (RandomNumberGenerator.GetInt32(1_000) / 2_000.0));
        return retryAfter > jittered ? retryAfter : jittered;
    }
}
