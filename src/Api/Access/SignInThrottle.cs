using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Cloud.Api.Hosting.Settings;
using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Access;

/// <summary>Counts sign-ins per remote address, whatever the account; guessing one account is slowed by its own lockout.</summary>
internal sealed class SignInThrottle : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    public SignInThrottle(CloudOptions options) =>
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(
            Network(address),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = options.SignInsPerMinute, Window = Window, QueueLimit = 0, AutoReplenishment = true }));

    /// <summary>Null when the attempt may be made.</summary>
    public Problem? Refuse(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http.Connection.RemoteIpAddress ?? IPAddress.None);
        return lease.IsAcquired ? null : new Problem(ProblemKind.SignInThrottled, "Too many sign-ins from your address. Try again in a minute.")
        {
            RetryAfterSeconds = (int)Window.TotalSeconds,
        };
    }

    /// <summary>For an endpoint; the one throttle counts them all.</summary>
    public static async ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<SignInThrottle>().Refuse(context.HttpContext) is { } problem
            ? new ProblemResult(problem)
            : await next(context);

    public void Dispose() => _limiter.Dispose();

    /// <summary>One IPv6 subscriber holds a whole /64, so that is what counts as an address.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
