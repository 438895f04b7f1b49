using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Hosts.Containers;

/// <summary>Whom a question is about. Hosts do not know tenants and projects: their names only make up the path of the control group.</summary>
/// <param name="Host">Where the container is.</param>
/// <param name="Instance">Which one.</param>
/// <param name="Name">The instance's name, which is also its host name.</param>
/// <param name="Tenant">Name of the tenant.</param>
/// <param name="Project">Name of the project.</param>
public sealed record ContainerAddress(HostId Host, InstanceId Instance, string Name, string Tenant, string Project)
{
    /// <summary>Path of the container's control group below /sys/fs/cgroup.</summary>
    public string ControlGroup => $"/cloud.slice/{Tenant}/{Project}/{Instance}";
}

/// <summary>
/// A question about the inside of one container, or a small change there. Unlike a command it is answered once and not repeated: nothing the
/// control plane promises depends on it.
/// </summary>
public abstract record ContainerQuestion(ContainerAddress Address);

/// <summary>Everything at a glance: namespaces, layers, upper directory, control group, processes.</summary>
public sealed record LookInside(ContainerAddress Address) : ContainerQuestion(Address);

/// <summary>Lists a directory or reads a file.</summary>
public sealed record ReadPath(ContainerAddress Address, string Path) : ContainerQuestion(Address);

/// <summary>Writes a file: instead of what is there, or after it.</summary>
public sealed record WritePath(ContainerAddress Address, string Path, string Text, bool Append) : ContainerQuestion(Address);

/// <summary>Removes a file, or a directory with all that is in it.</summary>
public sealed record RemovePath(ContainerAddress Address, string Path, bool Recursive) : ContainerQuestion(Address);

/// <summary>Writes a file of the control group.</summary>
public sealed record WriteControl(ContainerAddress Address, string File, string Value) : ContainerQuestion(Address);

/// <summary>Runs one of the commands that the model knows.</summary>
public sealed record RunCommand(ContainerAddress Address, IReadOnlyList<string> Arguments) : ContainerQuestion(Address);
