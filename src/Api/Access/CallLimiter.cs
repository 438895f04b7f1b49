using System.Threading.RateLimiting;
using Cloud.Api.Hosting.Settings;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Access;

/// <summary>A token bucket per credential: a personal access token has its own, the portal sessions of a user share one.</summary>
internal sealed class CallLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<Caller>? _limiter;

    public CallLimiter(CloudOptions options)
    {
        var limits = options.RateLimit;
        if (limits.Enabled)
        {
            _limiter = PartitionedRateLimiter.Create<Caller, (Guid, bool)>(caller => RateLimitPartition.GetTokenBucketLimiter(
                (caller.Token?.Value ?? caller.User.Value, caller.IsOperator),
                key => Bucket(key.Item2 ? limits.OperatorPermitsPerSecond : limits.PermitsPerSecond, key.Item2 ? limits.OperatorPermitsPerSecond : limits.Burst)));
        }
    }

    /// <summary>Null when the call may go on.</summary>
    public Problem? Refuse(Caller caller)
    {
        if (_limiter is null)
            return null;
        using var lease = _limiter.AttemptAcquire(caller);
        if (lease.IsAcquired)
            return null;

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return new Problem(ProblemKind.RateLimited, "This credential has used up its requests for the moment. Wait, then go on more slowly.")
        {
            RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };
    }

    public void Dispose() => _limiter?.Dispose();

    /// <summary>Refilled ten times a second where that comes out even, so that a steady client is not stopped in waves.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perSecond, int burst)
    {
        var fine = perSecond >= 10;
        return new()
        {
            TokenLimit = burst,
            TokensPerPeriod = fine ? perSecond / 10 : perSecond,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(fine ? 100 : 1000),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }
}
