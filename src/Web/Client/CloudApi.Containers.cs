using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    /// <summary>The inside of a container.</summary>
    public static ApiCall<ContainerView> Container(string project, Guid instance) =>
        Get<ContainerView>($"{Root}/projects/{Esc(project)}/instances/{Esc(instance)}/container", "container", "inspect", Esc(instance), "--project", project);
}
