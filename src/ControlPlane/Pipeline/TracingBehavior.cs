using System.Diagnostics;
using Cloud.ControlPlane.Problems;
using Mediator;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>The control plane's activity source; collectors subscribe to it by name.</summary>
public static class ControlPlaneTelemetry
{
    public const string SourceName = "Cloud.ControlPlane";

    public static ActivitySource Source { get; } = new(SourceName);
}

/// <summary>One span per use case, with its refusal if there is one. Costs nothing while nobody listens.</summary>
public sealed class TracingBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMessage
    where TResponse : IOutcome<TResponse>
{
    public ValueTask<TResponse> Handle(TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellationToken)
    {
        var activity = ControlPlaneTelemetry.Source.StartActivity(UseCase<TRequest>.Name);
        return activity is null ? next(message, cancellationToken) : TraceAsync(activity, message, next, cancellationToken);
    }

    private static async ValueTask<TResponse> TraceAsync(
        Activity activity, TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellation)
    {
        using (activity)
        {
            var response = await next(message, cancellation);
            if (response.Problem is { } problem)
                activity.SetTag("cloud.problem", problem.Kind.Type);
            return response;
        }
    }
}
