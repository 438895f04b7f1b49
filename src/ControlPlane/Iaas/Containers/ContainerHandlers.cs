using System.Globalization;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Costs.Containers;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Containers;

public sealed class InspectContainerHandler(ContainerDoor door) : IRequestHandler<InspectContainer, Outcome<ContainerLook>>
{
    public async ValueTask<Outcome<ContainerLook>> Handle(InspectContainer request, CancellationToken cancellationToken) =>
        await door.AskAsync<ContainerLook>(request.Project, request.Instance, address => new LookInside(address), cancellationToken);
}

public sealed class ReadContainerPathHandler(ContainerDoor door) : IRequestHandler<ReadContainerPath, Outcome<PathContent>>
{
    public async ValueTask<Outcome<PathContent>> Handle(ReadContainerPath request, CancellationToken cancellationToken) =>
        await door.AskAsync<PathContent>(request.Project, request.Instance, address => new ReadPath(address, request.Path), cancellationToken);
}

public sealed class WriteContainerPathHandler(ContainerDoor door) : IRequestHandler<WriteContainerPath, Outcome<PathChange>>
{
    public async ValueTask<Outcome<PathChange>> Handle(WriteContainerPath request, CancellationToken cancellationToken) =>
        await door.ChangeAsync<PathChange>(
            request.Project, request.Instance, address => new WritePath(address, request.Path, request.Text, request.Append), ContainerEvents.FileWritten,
            change => $"{change.Path} was written{(change.CopiedBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $" after {change.CopiedBytes} bytes were copied up") : "")}.",
            cancellationToken);
}

public sealed class RemoveContainerPathHandler(ContainerDoor door) : IRequestHandler<RemoveContainerPath, Outcome<PathChange>>
{
    public async ValueTask<Outcome<PathChange>> Handle(RemoveContainerPath request, CancellationToken cancellationToken) =>
        await door.ChangeAsync<PathChange>(
            request.Project, request.Instance, address => new RemovePath(address, request.Path, request.Recursive), ContainerEvents.FileRemoved,
            change => $"{change.Path} was removed{(change.Effects.Any(effect => effect.Kind == OverlayEffectKind.WhitedOut) ? "; a whiteout hides it" : "")}.",
            cancellationToken);
}

public sealed class WriteContainerControlHandler(ContainerDoor door) : IRequestHandler<WriteContainerControl, Outcome<ControlFile>>
{
    public async ValueTask<Outcome<ControlFile>> Handle(WriteContainerControl request, CancellationToken cancellationToken) =>
        await door.ChangeAsync<ControlFile>(
            request.Project, request.Instance, address => new WriteControl(address, request.File, request.Value), ContainerEvents.LimitChanged,
            file => $"{file.Name} is {file.Value} until the next start.", cancellationToken);
}

public sealed class RunInContainerHandler(ContainerDoor door) : IRequestHandler<RunInContainer, Outcome<CommandResult>>
{
    public async ValueTask<Outcome<CommandResult>> Handle(RunInContainer request, CancellationToken cancellationToken) =>
        await door.ChangeAsync<CommandResult>(
            request.Project, request.Instance, address => new RunCommand(address, request.Arguments), ContainerEvents.CommandRun,
            result => result.HasChanged ? $"{request.Arguments[0]} changed the upper directory in {result.Effects.Count} places." : null, cancellationToken);
}

/// <summary>Types of the events about changes inside containers.</summary>
public static class ContainerEvents
{
    public const string FileWritten = "container.file-written";
    public const string FileRemoved = "container.file-removed";
    public const string LimitChanged = "container.limit-changed";
    public const string CommandRun = "container.command-run";
}
