using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>The inside of a container as tables.</summary>
internal static class ContainerSheet
{
    public static Column<ContainerProcessView>[] ProcessColumns { get; } =
    [
        new("pid", it => it.Pid is { } pid ? Text.Number(pid) : null, Right: true), new("on the host", it => it.HostPid is { } pid ? Text.Number(pid) : null, Right: true),
        new("parent", it => Text.Number(it.Parent), Right: true), new("user", it => it.User == it.HostUser ? Text.Number(it.User) : $"{Text.Number(it.User)} ({Text.Number(it.HostUser)})"),
        new("threads", it => Text.Number(it.Threads), Right: true), new("kernel", it => it.Kernel), new("command", it => it.Command),
    ];

    public static Column<ControlFileView>[] ControlColumns { get; } =
    [
        new("file", it => it.Name), new("value", it => it.Value), new("writable", it => Text.YesNo(it.Writable)), new("meaning", it => it.About),
    ];

    public static string LayerOf(ContainerEntryView entry) => entry.Layer switch
    {
        < 0 => "mounted",
        0 => entry.Merged > 1 ? $"upper, merged with {Text.Number(entry.Merged - 1)}" : "upper",
        var layer => entry.Merged > 1 ? $"{Text.Number(layer)}, merged of {Text.Number(entry.Merged)}" : Text.Number(layer),
    };

    public static void Print(Session session, ContainerView view)
    {
        session.Print.One(view, it => it.HostName, ContractsJson.Default.ContainerView,
            new("host name", it => it.HostName), new("runs", it => Text.YesNo(it.Running)),
            new("isolation", it => $"{it.Isolation.Runtime}: {it.Isolation.Boundary}"), new("control group", it => it.ControlGroup),
            new("network", it => it.Network is { } link ? $"{link.Inside} (index {Text.Number(link.InsideIndex)}, {link.Mac}) - {link.Outside} (index {Text.Number(link.OutsideIndex)}) on {link.Bridge}" : "the host's"),
            new("user ids", it => string.Join(", ", it.UserMap.Select(row => $"{Text.Number(row.Inside)} is {Text.Number(row.Outside)} outside, {Text.Number(row.Count)} ids"))),
            new("copied up", it => $"{Text.Number(it.Root.CopiedUpBytes)} bytes"), new("saved by sharing layers", it => $"{Text.Number(it.Root.SavedBytes >> 20)} MiB on this host"));
        if (session.Print.Format != OutputFormat.Table) return;
        if (view.Running)
        {
            session.Print.Say("");
            session.Print.Table(view.Namespaces,
                new("namespace", it => it.Link), new("own", it => Text.YesNo(it.Own)), new("kernel", it => it.Kernel), new("isolates", it => it.Isolates), new("seen", it => it.View));
        }

        Print(session, view.Root);
        if (!view.Running) return;
        session.Print.Say("");
        session.Print.Table(view.Processes, ProcessColumns);
        session.Print.Say("");
        session.Print.Table(view.Controls, ControlColumns);
    }

    public static void Print(Session session, ContainerChangeView change)
    {
        session.Print.One(change, it => it.Path, ContractsJson.Default.ContainerChangeView,
            new("path", it => it.Path), new("copied up", it => $"{Text.Number(it.CopiedBytes)} bytes"), new("time", it => $"{it.Microseconds.ToString("0.#", CultureInfo.InvariantCulture)} µs in the model"));
        if (session.Print.Format != OutputFormat.Table) return;
        session.Print.Say("");
        session.Print.Table(change.Effects,
            new("effect", it => it.Kind.Replace('-', ' ')), new("path", it => "/" + it.Path), new("bytes", it => Text.Number(it.Bytes), Right: true), new("from layer", it => it.Layer == 0 ? null : Text.Number(it.Layer)));
    }

    private static void Print(Session session, RootFileSystemView root)
    {
        session.Print.Say("");
        session.Print.Table(root.Layers,
            new("layer", it => Text.Number(it.Index)), new("digest", it => it.Digest[..19]), new("made by", it => it.CreatedBy), new("bytes", it => Text.Number(it.Bytes), Right: true),
            new("entries", it => Text.Number(it.Entries), Right: true), new("containers", it => Text.Number(it.UsedBy), Right: true), new("in page cache", it => Text.Number(it.CachedBytes), Right: true));
        session.Print.Say("");
        if (root.Upper.Count == 0) session.Print.Say("The upper directory is empty: nothing was written or removed yet.");
        else
        {
            session.Print.Table(root.Upper,
                new("upper directory", it => "/" + it.Path), new("type", it => it.Type), new("bytes", it => Text.Number(it.Bytes), Right: true), new("marks", it => string.Join(", ", it.Marks)));
        }
    }
}
