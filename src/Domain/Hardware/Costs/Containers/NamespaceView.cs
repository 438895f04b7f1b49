namespace Cloud.Domain.Hardware.Costs.Containers;

/// <summary>
/// Section 12.1: what a process sees through its eight namespaces, and what becomes visible outside when it changes something. A shared namespace is
/// one object for both; a new one begins as the kernel makes it: a copy (mounts, names), empty (IPC, network but for loopback), or numbered anew.
/// A model for looking inside; mutable, one owner.
/// </summary>
public sealed class NamespaceView
{
    private readonly Dictionary<NamespaceKind, SortedSet<string>> _objects;

    private NamespaceView(Dictionary<NamespaceKind, SortedSet<string>> objects) => _objects = objects;

    /// <summary>What a process of a small server sees.</summary>
    public static NamespaceView Host() => new(new()
    {
        [NamespaceKind.Mount] = new(StringComparer.Ordinal) { "/", "/boot", "/home", "/proc", "/sys" },
        [NamespaceKind.Uts] = new(StringComparer.Ordinal) { "hostname server1" },
        [NamespaceKind.Ipc] = new(StringComparer.Ordinal) { "queue 0", "shm 1", "shm 2" },
        [NamespaceKind.Pid] = new(StringComparer.Ordinal) { "1 init", "201 sshd", "340 runtime" },
        [NamespaceKind.Network] = new(StringComparer.Ordinal) { "br0", "eth0", "lo" },
        [NamespaceKind.User] = new(StringComparer.Ordinal) { "uid 0 = root" },
        [NamespaceKind.Cgroup] = new(StringComparer.Ordinal) { "/machine/container1" },
        [NamespaceKind.Time] = new(StringComparer.Ordinal) { "uptime 90 days" },
    });

    /// <summary>The view after <c>unshare</c> of these kinds; the other kinds stay the same objects as here.</summary>
    public NamespaceView Unshare(IReadOnlySet<NamespaceKind> kinds) => new(_objects.ToDictionary(pair => pair.Key, pair => kinds.Contains(pair.Key) ? Fresh(pair.Key) : pair.Value));

    /// <summary>What is seen of a kind, in order.</summary>
    public IReadOnlyCollection<string> Seen(NamespaceKind kind) => _objects[kind];

    /// <summary>Does inside what a container does first: mounts, renames, starts a process, adds a device …</summary>
    public void Change(NamespaceKind kind)
    {
        var seen = _objects[kind];
        if (kind is NamespaceKind.Uts or NamespaceKind.Time) seen.Clear();
        seen.Add(kind switch
        {
            NamespaceKind.Mount => "/tmp",
            NamespaceKind.Uts => "hostname web",
            NamespaceKind.Ipc => "queue 9",
            NamespaceKind.Pid => seen.Contains("1 sh") ? "2 web" : "341 web",
            NamespaceKind.Network => "veth0",
            NamespaceKind.User => "uid 1000 = web",
            NamespaceKind.Cgroup => seen.Contains("/") ? "/workers" : "/machine/container1/workers",
            NamespaceKind.Time => "uptime 0 s",
        });
    }

    private SortedSet<string> Fresh(NamespaceKind kind) => kind switch
    {
        NamespaceKind.Mount or NamespaceKind.Uts => new(_objects[kind], StringComparer.Ordinal),
        NamespaceKind.Ipc => new(StringComparer.Ordinal),
        NamespaceKind.Pid => new(StringComparer.Ordinal) { "1 sh" },
        NamespaceKind.Network => new(StringComparer.Ordinal) { "lo" },
        NamespaceKind.User => new(StringComparer.Ordinal) { "uid 0 = 100000 outside" },
        NamespaceKind.Cgroup => new(StringComparer.Ordinal) { "/" },
        NamespaceKind.Time => new(_objects[kind], StringComparer.Ordinal),
    };
}
