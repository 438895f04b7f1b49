using Cloud.ControlPlane.Hosts.Containers;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Containers;

/// <summary>Looks inside a container: namespaces, layers, upper directory, control group, processes.</summary>
[Requires(Permission.InstanceRead)]
public sealed record InspectContainer(ProjectId Project, InstanceId Instance) : IRequest<Outcome<ContainerLook>>, IProjectRequest;

/// <summary>Lists a directory of a container or reads a file.</summary>
[Requires(Permission.InstanceRead)]
public sealed record ReadContainerPath(ProjectId Project, InstanceId Instance, string Path) : IRequest<Outcome<PathContent>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => ContainerRules.CheckPath(Path);
}

/// <summary>Writes a file of a container. Doing it twice leaves the same, unless it appends.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record WriteContainerPath(ProjectId Project, InstanceId Instance, string Path, string Text, bool Append)
    : IRequest<Outcome<PathChange>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => ContainerRules.CheckPath(Path).Concat(ContainerRules.CheckText(Text));
}

/// <summary>Removes a file of a container, or a directory with all that is in it.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record RemoveContainerPath(ProjectId Project, InstanceId Instance, string Path, bool Recursive)
    : IRequest<Outcome<PathChange>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => ContainerRules.CheckPath(Path);
}

/// <summary>Writes a file of a container's control group; it holds until the container is started anew.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record WriteContainerControl(ProjectId Project, InstanceId Instance, string File, string Value)
    : IRequest<Outcome<ControlFile>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate()
    {
        if (Value.Length > ContainerRules.ControlMax) yield return new("value", $"has {Value.Length} characters", $"at most {ContainerRules.ControlMax}");
    }
}

/// <summary>Runs one of the few commands that the model of a container knows.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record RunInContainer(ProjectId Project, InstanceId Instance, IReadOnlyList<string> Arguments)
    : IRequest<Outcome<CommandResult>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate()
    {
        if (Arguments.Count is < 1 or > ContainerRules.ArgumentsMax || string.IsNullOrWhiteSpace(Arguments[0]))
            yield return new("command", $"has {Arguments.Count} words", $"a command and its arguments, 1 to {ContainerRules.ArgumentsMax} words");
        foreach (var error in Arguments.SelectMany(ContainerRules.CheckText).Take(1)) yield return error with { Field = "command" };
    }
}

/// <summary>Limits of what is sent into a container.</summary>
public static class ContainerRules
{
    /// <summary>Longest text of one write, characters.</summary>
    public const int TextMax = 64 * 1024;

    /// <summary>Longest value of a control file, characters.</summary>
    public const int ControlMax = 256;

    /// <summary>Most words of a command.</summary>
    public const int ArgumentsMax = 64;

    internal static IEnumerable<FieldError> CheckPath(string path)
    {
        if (path.Length is 0 or >= OverlayLimits.PathMax || path[0] != '/' || path.Contains('\0', StringComparison.Ordinal))
            yield return new("path", "is not a path in the container", $"an absolute path such as /etc/motd, shorter than {OverlayLimits.PathMax} bytes");
    }

    internal static IEnumerable<FieldError> CheckText(string text)
    {
        if (text.Length > TextMax) yield return new("text", $"has {text.Length} characters", $"at most {TextMax}");
        if (text.Contains('\0', StringComparison.Ordinal)) yield return new("text", "holds a NUL character", "text");
    }
}
