namespace Cloud.Web.Client;

/// <summary>
/// The portal's only door: the public HTTP API, as the signed-in user. One method, because a call is data
/// (<see cref="CloudApi"/> builds them); that is what lets every page show the calls it made.
/// </summary>
public interface ICloudClient
{
    /// <summary>Sends <paramref name="call"/>. Never throws for an answer or an unreachable server; only for cancellation.</summary>
    Task<Reply<T>> SendAsync<T>(ApiCall<T> call, CancellationToken cancellationToken = default);
}
