using Cloud.ControlPlane.Hosts.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>The mount table of a container, as runc makes it.</summary>
internal static class ContainerMounts
{
    private const string Store = "/var/lib/containers/overlay";

    public static IReadOnlyList<MountRow> Of(InsideContainer container)
    {
        var settings = container.Fact.Settings;
        var lowers = string.Join(':', container.Fact.Manifest.Layers.Reverse().Select(layer => $"{Store}/{layer.Digest.Short}"));
        var own = $"{Store}/{container.Fact.Id}";
        var root = $"{(settings.ReadOnlyRoot ? "ro" : "rw")},relatime,lowerdir={lowers},upperdir={own}/upper,workdir={own}/work{(settings.RedirectDirectories ? ",redirect_dir=on" : "")}";
        return
        [
            settings.VmIsolated ? new("kataShared", "/", "virtiofs", $"{root} (mounted on the host, shared with the guest)") : new("overlay", "/", "overlay", root),
            new("proc", "/proc", "proc", "rw,nosuid,nodev,noexec,relatime"),
            new("tmpfs", "/dev", "tmpfs", "rw,nosuid,size=65536k,mode=755"),
            new("devpts", "/dev/pts", "devpts", "rw,nosuid,noexec,relatime,gid=5,mode=620"),
            new("shm", "/dev/shm", "tmpfs", "rw,nosuid,nodev,noexec,relatime,size=65536k"),
            new("mqueue", "/dev/mqueue", "mqueue", "rw,nosuid,nodev,noexec,relatime"),
            new("sysfs", "/sys", "sysfs", "ro,nosuid,nodev,noexec,relatime"),
            new("cgroup", "/sys/fs/cgroup", "cgroup2", "ro,nosuid,nodev,noexec,relatime"),
            new("/dev/nvme0n1p2", "/etc/hostname", "ext4", "rw,relatime"),
            new("/dev/nvme0n1p2", "/etc/hosts", "ext4", "rw,relatime"),
            new("/dev/nvme0n1p2", "/etc/resolv.conf", "ext4", "rw,relatime"),
        ];
    }
}
