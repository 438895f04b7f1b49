using Cloud.ControlPlane.Hosts.Containers;

namespace Cloud.ControlPlane.Ports;

/// <summary>Asks hosts about the inside of containers. A question reaches its host once or not at all.</summary>
public interface IContainerWindow
{
    /// <summary>The host's answer; a refusal with <see cref="ContainerRefusalKind.NoAnswer"/> when it does not speak.</summary>
    Task<ContainerAnswer> AskAsync(ContainerQuestion question, CancellationToken cancellation);
}
