using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas;

namespace Cloud.Simulation.Containers;

/// <summary>Which of the eight namespaces a container has of its own, under which numbers.</summary>
internal static class ContainerNamespaces
{
    /// <summary>First number of the range that containers' namespaces get, on every kernel [E]: above what a booted system uses for itself.</summary>
    public const uint FirstDynamic = 4_026_532_200;

    /// <summary>Ids that a rootless container maps, per container. Source: /etc/subuid of Debian, first id and range; confidence: R+.</summary>
    public const long MapBase = 100_000;

    public const long MapSize = 65_536;

    /// <summary>Number of a kernel's first namespace of a kind. Source: PROC_*_INIT_INO of Linux; mount and network as a booted system shows them; confidence: R+.</summary>
    public static uint Initial(NamespaceKind kind) => kind switch
    {
        NamespaceKind.Ipc => 4_026_531_839,
        NamespaceKind.Uts => 4_026_531_838,
        NamespaceKind.User => 4_026_531_837,
        NamespaceKind.Pid => 4_026_531_836,
        NamespaceKind.Cgroup => 4_026_531_835,
        NamespaceKind.Time => 4_026_531_834,
        NamespaceKind.Network => 4_026_531_840,
        NamespaceKind.Mount => 4_026_531_841,
    };

    /// <summary>Whether a container with these settings has a namespace of this kind of its own.</summary>
    public static bool IsOwn(NamespaceKind kind, ContainerSettings settings) => kind switch
    {
        NamespaceKind.Mount or NamespaceKind.Uts or NamespaceKind.Cgroup => true,
        NamespaceKind.Ipc => !settings.HostIpc,
        NamespaceKind.Pid => !settings.HostPid,
        // A guest kernel has one network namespace; the container simply uses it.
        NamespaceKind.Network => !settings.HostNetwork && !settings.VmIsolated,
        NamespaceKind.User => settings.UserNamespace,
        NamespaceKind.Time => settings.TimeNamespace,
    };

    public static IReadOnlyList<NamespaceRow> Rows(ContainerSettings settings, uint first, Func<NamespaceKind, bool, string> view)
    {
        var rows = new List<NamespaceRow>();
        var next = settings.VmIsolated ? FirstDynamic : first;
        foreach (var fact in Namespaces.All)
        {
            var own = IsOwn(fact.Kind, settings);
            rows.Add(new(fact.Kind, own ? next++ : Initial(fact.Kind), own, settings.VmIsolated ? "guest" : "host", view(fact.Kind, own)));
        }

        return rows;
    }

    /// <summary>The whole of uid_map: the identity, or one range of its own.</summary>
    public static IReadOnlyList<UserMapRow> UserMap(ContainerSettings settings, int slot) =>
        settings.UserNamespace ? [new(0, MapBase + (slot * MapSize), MapSize)] : [new(0, 0, uint.MaxValue)];

    /// <summary>An id inside as the host sees it; ids that are not mapped show as the overflow id.</summary>
    public static long Outside(IReadOnlyList<UserMapRow> map, long id)
    {
        foreach (var row in map)
        {
            if (id >= row.Inside && id < row.Inside + row.Count) return row.Outside + id - row.Inside;
        }

        return 65_534;
    }
}
