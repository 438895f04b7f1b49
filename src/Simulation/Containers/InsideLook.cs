using System.Globalization;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>Puts together what is shown of a container at a glance.</summary>
internal static class InsideLook
{
    public static ContainerLook Of(InsideHost host, InsideContainer container, ContainerAddress address)
    {
        var running = container.Fact.Running;
        return new(
            running, address.Name, Isolation(container), running ? NamespacesOf(container, address) : [], container.UserMap, ContainerMounts.Of(container),
            running ? Link(container) : null, Root(host, container), container.Processes, address.ControlGroup, running ? container.ControlFilesNow() : []);
    }

    public static IReadOnlyList<NamespaceRow> NamespacesOf(InsideContainer container, ContainerAddress address) =>
        ContainerNamespaces.Rows(container.Fact.Settings, container.FirstNamespace, (kind, own) => View(container, address, kind, own));

    private static string View(InsideContainer container, ContainerAddress address, NamespaceKind kind, bool own)
    {
        var whose = container.Fact.Settings.VmIsolated ? "the guest's" : "the host's";
        return kind switch
        {
            NamespaceKind.Mount => $"{ContainerMounts.Of(container).Count} mounts, overlay on /",
            NamespaceKind.Uts => $"host name {address.Name}",
            NamespaceKind.Ipc => own ? "no shared memory, semaphores or queues but its own" : $"{whose} shared memory, semaphores and queues",
            NamespaceKind.Pid => own ? $"its own numbers; 1 of {container.Processes.Count(process => process.Pid is not null)} is {container.Fact.Manifest.Process!.Command}" : $"{whose} processes too",
            NamespaceKind.Network => own ? "lo and eth0, ports of its own" : $"{whose} interfaces and ports",
            NamespaceKind.User => own ? string.Create(CultureInfo.InvariantCulture, $"root inside is user {container.UserMap[0].Outside} outside") : $"{whose} users: root inside is root outside",
            NamespaceKind.Cgroup => $"its root is {address.ControlGroup}",
            NamespaceKind.Time => own ? "monotonic and boot time begin at its start" : $"{whose} clocks",
        };
    }

    private static ContainerIsolation Isolation(InsideContainer container) => container.Fact.Settings.VmIsolated
        ? new("kata", SharesKernel: false, "A virtual machine of its own: the namespaces below are the guest kernel's, and the host sees only the monitor, its shim and the file-system daemon.")
        : new("runc", SharesKernel: true, "Namespaces separate what it sees and a control group what it uses; the kernel, the wall clock and the devices are the host's.");

    private static NetworkLink? Link(InsideContainer container)
    {
        if (container.Fact.Settings.HostNetwork) return null;
        var name = container.Fact.Id.Value.ToString("N");
        var outside = (container.Fact.Settings.VmIsolated ? "tap" : "veth") + name[^8..];
        return new("eth0", 2, outside, 10 + (2 * container.Slot), "br0", $"02:42:{name[^8..^6]}:{name[^6..^4]}:{name[^4..^2]}:{name[^2..]}", 1500);
    }

    private static RootFileSystem Root(InsideHost host, InsideContainer container)
    {
        var layers = container.Fact.Manifest.Layers.Reverse().Select((layer, at) => new LayerRow(
            at + 1, layer.Digest.Value, layer.CreatedBy, layer.Bytes, layer.Entries.Count, host.Layers.Uses(layer.Digest), host.Cache.BytesOf(host.Layers.Tree(layer.Digest))));
        var overlay = container.Overlay;
        return new(
            [.. layers], [.. overlay.Upper.Descendants().Select(entry => Entry(entry.Path, entry.Node))], overlay.UpperBytes, container.UpperLimitBytes,
            overlay.CopiedUpBytes, container.Fact.Settings.ReadOnlyRoot, container.Fact.Settings.RedirectDirectories, host.Layers.BytesIfCopied - host.Layers.Bytes);
    }

    private static UpperEntry Entry(string path, OverlayNode node)
    {
        var marks = new List<string>();
        if (node.Kind == OverlayKind.Whiteout) marks.Add("character device 0/0");
        if (node.Opaque) marks.Add("trusted.overlay.opaque=y");
        if (node.Redirect is { } redirect) marks.Add($"trusted.overlay.redirect=/{redirect}");
        if (node.Origin != 0) marks.Add(string.Create(CultureInfo.InvariantCulture, $"trusted.overlay.origin=inode {node.Origin}"));
        return new(path, TypeOf(node), node.Bytes, marks);
    }

    public static string TypeOf(OverlayNode node) => node.Kind switch
    {
        OverlayKind.Directory => "directory",
        OverlayKind.File => "file",
        OverlayKind.Whiteout => "whiteout",
    };
}
