using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Images;

namespace Cloud.Simulation.Containers;

/// <summary>The processes of a running container: its own, and those that the host runs for it.</summary>
internal static class ContainerProcesses
{
    /// <summary>Most workers of one kind that are modelled one by one.</summary>
    private const int WorkersMax = 64;

    /// <summary>Threads of a shim [E]: a small Go program.</summary>
    private const int ShimThreads = 10;

    /// <summary>Threads of a monitor beside its vCPUs [E]: main, devices, signal handler.</summary>
    private const int MonitorThreads = 4;

    public static IReadOnlyList<ProcessRow> Of(ContainerFact fact, IReadOnlyList<UserMapRow> map, int firstHostPid)
    {
        var host = new PidNamespace(first: firstHostPid);
        var shim = host.Fork();
        var image = fact.Manifest.Process ?? throw new ArgumentException("A disk image has no processes.", nameof(fact));
        if (!fact.Settings.VmIsolated)
        {
            List<ProcessRow> rows = [Outside(shim, 1, ShimThreads, "containerd-shim-runc-v2")];
            var inside = fact.Settings.HostPid ? host : new PidNamespace(host);
            return [.. rows, .. Inside(fact, image, inside, hostLevel: 0, shim.Numbers[0], map)];
        }

        var daemon = host.Fork();
        var monitor = host.Fork();
        var guest = new PidNamespace();
        var agent = guest.Fork();
        var own = fact.Settings.HostPid ? guest : new PidNamespace(guest);
        return
        [
            Outside(shim, 1, ShimThreads, "containerd-shim-kata-v2"),
            Outside(daemon, shim.Numbers[0], 2, "virtiofsd --shared-dir /run/kata-containers/shared"),
            Outside(monitor, shim.Numbers[0], MonitorThreads + fact.Shape.Vcpus, $"cloud-hypervisor --cpus boot={fact.Shape.Vcpus} --memory size={fact.Shape.MemoryMib}M"),
            new(null, null, 0, 0, 0, 3, $"/usr/bin/kata-agent (process {agent.Numbers[0]} of the guest)", "guest"),
            .. Inside(fact, image, own, hostLevel: -1, agent.Numbers[0], map),
        ];
    }

    private static ProcessRow Outside(PidProcess process, int parent, int threads, string command) =>
        new(process.Numbers[0], null, parent, 0, 0, threads, command, "host");

    private static IEnumerable<ProcessRow> Inside(
        ContainerFact fact, ImageProcess image, PidNamespace own, int hostLevel, int outerParent, IReadOnlyList<UserMapRow> map)
    {
        ProcessRow Row(PidProcess process, int parent, int threads, string command) => new(
            hostLevel < 0 ? null : process.Numbers[hostLevel], process.Numbers[^1], parent, image.User,
            ContainerNamespaces.Outside(map, image.User), threads, command, hostLevel < 0 ? "guest" : "host");

        var first = own.Fork();
        // Seen from its own namespace, the parent of the first process is outside: number 0.
        var nested = own.Parent is not null;
        yield return Row(first, nested ? 0 : outerParent, image.Threads, image.Command);
        foreach (var worker in image.Workers)
        {
            var count = worker.PerVcpu ? Math.Clamp(fact.Shape.Vcpus, 1, WorkersMax) : 1;
            for (var i = 0; i < count; i++) yield return Row(own.Fork(), first.Numbers[^1], worker.Threads, worker.Command);
        }
    }

    /// <summary>Tasks that count against pids.max: of the container, not of what the host runs for it.</summary>
    public static int Tasks(IReadOnlyList<ProcessRow> processes, ContainerSettings settings) =>
        processes.Where(process => settings.VmIsolated ? process.HostPid is not null : process.Pid is not null).Sum(process => process.Threads);

    /// <summary>Members of the control group on the host.</summary>
    public static IEnumerable<int> Members(IReadOnlyList<ProcessRow> processes, ContainerSettings settings) =>
        processes.Where(process => process.HostPid is not null && (settings.VmIsolated || process.Pid is not null)).Select(process => process.HostPid!.Value);
}
