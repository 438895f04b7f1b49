using System.Globalization;
using Cloud.Contracts;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Iaas.Containers;

/// <summary>From what a host says about a container to the views of the API, and back from the settings of a new one.</summary>
internal static class ContainerMapping
{
    public static ContainerSettings ToSettings(this ContainerSettingsBody body) => new()
    {
        HostNetwork = body.HostNetwork ?? false,
        HostPid = body.HostPid ?? false,
        HostIpc = body.HostIpc ?? false,
        UserNamespace = body.UserNamespace ?? false,
        TimeNamespace = body.TimeNamespace ?? false,
        VmIsolated = body.VmIsolated ?? false,
        ReadOnlyRoot = body.ReadOnlyRoot ?? false,
        RedirectDirectories = body.RedirectDirectories ?? false,
    };

    public static ContainerView ToView(this ContainerLook look) => new()
    {
        Running = look.Running,
        HostName = look.HostName,
        Isolation = new(look.Isolation.Runtime, look.Isolation.SharesKernel, look.Isolation.Boundary),
        Namespaces = [.. look.Namespaces.Select(ToView)],
        UserMap = [.. look.UserMap.Select(row => new UserMapView(row.Inside, row.Outside, row.Count))],
        Mounts = [.. look.Mounts.Select(mount => new MountView(mount.Source, mount.Target, mount.Type, mount.Options))],
        Network = look.Network is { } link ? new(link.Inside, link.InsideIndex, link.Outside, link.OutsideIndex, link.Bridge, link.Mac, link.Mtu) : null,
        Root = look.Root.ToView(),
        Processes = [.. look.Processes.Select(ToView)],
        ControlGroup = look.ControlGroup,
        Controls = [.. look.Controls.Select(ToView)],
    };

    public static ContainerNamespaceView ToView(this NamespaceRow row)
    {
        var fact = Namespaces.All[(int)row.Kind];
        return new(fact.Name, row.Link, row.IsOwn, row.Kernel, fact.Isolates, row.View, string.Create(CultureInfo.InvariantCulture, $"0x{fact.Flag:x8}"));
    }

    public static RootFileSystemView ToView(this RootFileSystem root) => new(
        [.. root.Layers.Select(layer => new LayerView(layer.Index, layer.Digest, layer.CreatedBy, layer.Bytes, layer.Entries, layer.UsedBy, layer.CachedBytes))],
        [.. root.Upper.Select(entry => new UpperEntryView(entry.Path, entry.Type, entry.Bytes, entry.Marks))],
        root.UpperBytes, root.UpperLimitBytes, root.CopiedUpBytes, root.ReadOnly, root.RedirectDirectories, root.SavedBytes);

    public static ContainerProcessView ToView(this ProcessRow row) =>
        new(row.HostPid, row.Pid, row.Parent, row.User, row.HostUser, row.Threads, row.Command, row.Kernel);

    public static ControlFileView ToView(this ControlFile file) => new(file.Name, file.Value, file.Writable, file.About);

    public static ContainerFileView ToView(this PathContent content) => new()
    {
        Path = content.Path,
        Entry = content.Entry.ToView(),
        FileSystem = content.FileSystem,
        Text = content.Text,
        Digest = content.Digest,
        Entries = [.. content.Entries.Select(ToView)],
        LayersVisited = content.LayersVisited,
        LookupUs = content.LookupUs,
        CachePages = content.CachePages,
    };

    public static ContainerChangeView ToView(this PathChange change) =>
        new(change.Path, [.. change.Effects.Select(ToView)], change.CopiedBytes, Math.Round(change.Microseconds, 3));

    public static CommandResultView ToView(this CommandResult result) =>
        new(result.Output, result.Error, result.ExitCode, [.. result.Effects.Select(ToView)], Math.Round(result.Microseconds, 3));

    private static ContainerEntryView ToView(this PathEntry entry) =>
        new(entry.Name, entry.Type, entry.Bytes, Convert.ToString(entry.Mode, 8).PadLeft(4, '0'), entry.Layer, entry.Merged);

    private static OverlayEffectView ToView(this OverlayEffect effect) => new(Name(effect.Kind), effect.Path, effect.Bytes, effect.Layer);

    private static string Name(OverlayEffectKind kind) => kind switch
    {
        OverlayEffectKind.DirectoryCopiedUp => "directory-copied-up",
        OverlayEffectKind.FileCopiedUp => "file-copied-up",
        OverlayEffectKind.Created => "created",
        OverlayEffectKind.Written => "written",
        OverlayEffectKind.Removed => "removed",
        OverlayEffectKind.WhitedOut => "whited-out",
        OverlayEffectKind.WhiteoutReplaced => "whiteout-replaced",
        OverlayEffectKind.MadeOpaque => "made-opaque",
        OverlayEffectKind.Redirected => "redirected",
    };
}
