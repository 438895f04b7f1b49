using Cloud.ControlPlane.Problems;
using Mediator;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>Collects every wrong field of a request before anything is looked up or changed.</summary>
public sealed class ValidationBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMessage
    where TResponse : IOutcome<TResponse>
{
    public ValueTask<TResponse> Handle(TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellationToken)
    {
        if (message is IValidatable validatable)
        {
            List<FieldError>? errors = null;
            foreach (var error in validatable.Validate())
                (errors ??= []).Add(error);
            if (errors is not null)
                return ValueTask.FromResult(TResponse.Refuse(Problem.Invalid(errors)));
        }

        return next(message, cancellationToken);
    }
}
