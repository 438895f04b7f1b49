using System.Globalization;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>A file that is not in the overlay: another file system is mounted over its path.</summary>
/// <param name="FileSystem">Type of that file system.</param>
/// <param name="Text">Content; made when it is read.</param>
internal sealed record SpecialFile(string FileSystem, Func<string> Text);

/// <summary>What is mounted over the overlay in a container, and the files there that are modelled.</summary>
internal static class SpecialFiles
{
    /// <summary>Mount points, the innermost last. A path below one never reaches the overlay.</summary>
    public static IReadOnlyList<(string Path, string FileSystem)> Mounts { get; } =
    [
        ("proc", "proc"), ("dev", "tmpfs"), ("sys", "sysfs"), ("sys/fs/cgroup", "cgroup2"),
        ("etc/hostname", "ext4"), ("etc/hosts", "ext4"), ("etc/resolv.conf", "ext4"),
    ];

    /// <summary>The file system that is mounted over a path, or null when the overlay answers.</summary>
    public static string? FileSystemOf(string path)
    {
        string? found = null;
        foreach (var (mount, type) in Mounts)
        {
            if (string.Equals(path, mount, StringComparison.Ordinal) || path.StartsWith(mount + "/", StringComparison.Ordinal)) found = type;
        }

        return found;
    }

    /// <summary>All modelled files by path, without a leading slash.</summary>
    public static SortedDictionary<string, SpecialFile> Of(InsideContainer container, ContainerAddress address)
    {
        var files = new SortedDictionary<string, SpecialFile>(StringComparer.Ordinal)
        {
            ["etc/hostname"] = new("ext4", () => $"{address.Name}\n"),
            ["etc/hosts"] = new("ext4", () => $"127.0.0.1\tlocalhost\n::1\tlocalhost\n127.0.1.1\t{address.Name}\n"),
            ["etc/resolv.conf"] = new("ext4", () => $"search {address.Project}.internal\n"),
        };
        foreach (var device in (string[])["full", "null", "random", "tty", "urandom", "zero"]) files[$"dev/{device}"] = new("tmpfs", () => "");
        if (!container.Fact.Running) return files;
        AddProc(files, container, address);
        foreach (var control in container.ControlFilesNow()) files[$"sys/fs/cgroup/{control.Name}"] = new("cgroup2", () => control.Value + "\n");
        return files;
    }

    private static void AddProc(SortedDictionary<string, SpecialFile> files, InsideContainer container, ContainerAddress address)
    {
        void Proc(string path, Func<string> text) => files[$"proc/{path}"] = new("proc", text);
        Proc("mounts", () => string.Concat(ContainerMounts.Of(container).Select(mount => $"{mount.Source} {mount.Target} {mount.Type} {mount.Options} 0 0\n")));
        Proc("uptime", () => string.Create(CultureInfo.InvariantCulture, $"{container.Meter.UptimeSeconds:F2} 0.00\n"));
        // Through its own control-group namespace the container is the root.
        Proc("self/cgroup", () => "0::/\n");
        foreach (var map in (string[])["uid_map", "gid_map"])
            Proc($"self/{map}", () => string.Concat(container.UserMap.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Inside,10} {row.Outside,10} {row.Count,10}\n"))));
        foreach (var row in InsideLook.NamespacesOf(container, address)) Proc($"self/ns/{Namespaces.All[(int)row.Kind].Name}", () => row.Link + "\n");
        foreach (var process in container.Processes.Where(process => process.Pid is not null))
        {
            Proc($"{process.Pid}/cmdline", () => process.Command + "\n");
            Proc($"{process.Pid}/status", () => string.Create(CultureInfo.InvariantCulture,
                $"Name:\t{process.Command.Split(' ', ':')[0]}\nPid:\t{process.Pid}\nPPid:\t{process.Parent}\nUid:\t{process.User}\nThreads:\t{process.Threads}\nNSpid:\t{process.Pid}\n"));
        }
    }
}
