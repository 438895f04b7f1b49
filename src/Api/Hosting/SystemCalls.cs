using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Mediator;

namespace Cloud.Api.Hosting;

/// <summary>Sends use cases as the control plane itself, through the same pipeline as everybody else.</summary>
internal sealed class SystemCalls(IServiceScopeFactory scopes)
{
    /// <exception cref="InvalidOperationException">The use case refused; a start cannot go on without it.</exception>
    public async Task<T> SendAsync<T>(IRequest<Outcome<T>> request, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Caller = Caller.System;
        var outcome = await scope.ServiceProvider.GetRequiredService<ISender>().Send(request, cancellation);
        return outcome.Problem is { } problem
            ? throw new InvalidOperationException($"{request.GetType().Name} was refused: {problem.Kind.Type}: {problem.Detail}")
            : outcome.Value;
    }
}
