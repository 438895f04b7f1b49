using Cloud.ControlPlane.Hosts.Containers;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Iaas.Containers;

/// <summary>
/// The way from a use case to the inside of a container: finds the instance, asks its host, turns refusals into problems and puts changes on
/// record. The change comes first and its event second: a refused change leaves no event, and one without an event is reported as such.
/// </summary>
public sealed class ContainerDoor(ClusterView view, AccessDirectory directory, IContainerWindow window, CellWriter writer, CallContext context)
{
    /// <summary>Asks and expects an answer of one type.</summary>
    public async Task<Outcome<T>> AskAsync<T>(ProjectId project, InstanceId id, Func<ContainerAddress, ContainerQuestion> question, CancellationToken cancellation)
        where T : ContainerAnswer
    {
        if (view.Find(project, id) is not { } instance) return Problem.NotFound("instance", id);
        if (instance.Kind is not InstanceKind.Container) return GuestIsolation.NotAContainer(instance);
        return await window.AskAsync(question(Address(instance)), cancellation) switch
        {
            T answer => answer,
            ContainerRefusal refusal => Refuse(instance, refusal),
            var other => throw new InvalidOperationException($"A host answered with {other.GetType().Name}."),
        };
    }

    /// <summary>As <see cref="AskAsync"/>, and puts on record what was changed; <paramref name="message"/> is null when nothing was.</summary>
    public async Task<Outcome<T>> ChangeAsync<T>(
        ProjectId project, InstanceId id, Func<ContainerAddress, ContainerQuestion> question, string type, Func<T, string?> message, CancellationToken cancellation)
        where T : ContainerAnswer
    {
        var outcome = await AskAsync<T>(project, id, question, cancellation);
        if (!outcome.TryGet(out var answer, out _) || message(answer) is not { } text) return outcome;
        var actor = context.RequiredCaller.User;
        var recorded = await writer.DecideAsync<Done>((state, changes, now) =>
        {
            if (state.Find(project, id) is { } instance) changes.Emit(type, instance, operation: null, actor, now, $"{instance.Name}: {text}");
            return new Done();
        });
        return recorded.Problem is null ? outcome
            : new Problem(ProblemKind.Unavailable, $"It was changed in the container ({text}), but the change could not be put on record.") { RetryAfterSeconds = 5 };
    }

    private ContainerAddress Address(InstanceRecord instance)
    {
        var access = directory.Current;
        var project = access.FindProject(instance.Project);
        var tenant = project is null ? null : access.FindTenant(project.Tenant);
        return new(instance.Placement.Host, instance.Id, instance.Name, tenant?.Name ?? "unknown", project?.Name ?? "unknown");
    }

    private static Problem Refuse(InstanceRecord instance, ContainerRefusal refusal) => refusal.Kind switch
    {
        ContainerRefusalKind.NoAnswer => new Problem(ProblemKind.Unavailable, refusal.Message) { RetryAfterSeconds = 5 },
        ContainerRefusalKind.NotHeld or ContainerRefusalKind.NotRunning => new Problem(ProblemKind.ActionNotAllowed, refusal.Message)
            .With("allowedActions", InstanceLifecycle.Allowed(instance.State).Select(InstanceLifecycle.Name).ToArray()),
        ContainerRefusalKind.AboveFlavor => Problem.Invalid(new FieldError("value", refusal.Message, refusal.Accepted)),
        ContainerRefusalKind.Errno when refusal.Error is OverlayError.NotFound => new Problem(ProblemKind.NotFound, refusal.Message),
        ContainerRefusalKind.Errno when refusal is { Error: OverlayError.Invalid, Accepted: { } accepted } =>
            Problem.Invalid(new FieldError("value", refusal.Message, accepted)).With("errno", refusal.Error.Errno()),
        ContainerRefusalKind.Errno => new Problem(ProblemKind.FileRefused, refusal.Message).With("errno", refusal.Error.Errno()),
    };
}
