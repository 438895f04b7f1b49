using System.Diagnostics;
using Cloud.ControlPlane.Problems;
using Mediator;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>One span and one duration per use case, with its refusal if there is one. Costs nothing while nobody listens.</summary>
public sealed class TracingBehavior<TRequest, TResponse>(TimeProvider clock) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMessage
    where TResponse : IOutcome<TResponse>
{
    public ValueTask<TResponse> Handle(TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellationToken)
    {
        var activity = ControlPlaneTelemetry.Source.StartActivity(UseCase<TRequest>.Name);
        return activity is null && !ControlPlaneTelemetry.UseCaseDuration.Enabled
            ? next(message, cancellationToken)
            : WatchAsync(activity, message, next, cancellationToken);
    }

    private async ValueTask<TResponse> WatchAsync(
        Activity? activity, TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellation)
    {
        using (activity)
        {
            var began = clock.GetTimestamp();
            var response = await next(message, cancellation);
            var refusal = response.Problem?.Kind.Type;
            if (refusal is not null)
                activity?.SetTag("cloud.problem", refusal);
            ControlPlaneTelemetry.UseCaseDuration.Record(
                clock.GetElapsedTime(began).TotalSeconds, new("cloud.use_case", UseCase<TRequest>.Name), new KeyValuePair<string, object?>("cloud.problem", refusal ?? "none"));
            return response;
        }
    }
}
