using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Tests.Fleet;

namespace Cloud.Simulation.Tests.Containers;

/// <summary>The inside of containers as a fleet of two hosts answers about it.</summary>
public sealed class InsideTests
{
    private static readonly HostId Host = Worlds.Host(1).Id;
    private readonly SimulatedFleet _fleet = Worlds.Fleet(2, new() { ImageSizeMib = image => image.Value is "nginx" ? 75 : 160 });

    public InsideTests()
    {
        Send(Container(1, "nginx"), Container(2, "nginx"), Container(3, "postgres"));
        Pass(120);
    }

    [Fact]
    public void LookInside_ThreeContainers_ShareLayersAndNamespacesAsTheyShould()
    {
        var looks = Enumerable.Range(1, 3).Select(i => Ask<ContainerLook>(new LookInside(Address(i)))).ToList();
        Assert.Equal([2, 2, 3], looks[0].Root.Layers.Select(layer => layer.UsedBy));
        Assert.Equal([1, 1, 3], looks[2].Root.Layers.Select(layer => layer.UsedBy));
        Assert.Equal((75L + 28) << 20, looks[0].Root.SavedBytes);
        Assert.All(looks[0].Root.Layers, layer => Assert.InRange((double)layer.CachedBytes / layer.Bytes, 0.06, 0.08));

        Assert.All(looks, look => Assert.Equal(8, look.Namespaces.Count));
        var own = looks.SelectMany(look => look.Namespaces.Where(row => row.IsOwn).Select(row => row.Inode)).ToList();
        Assert.Equal(own.Count, own.Distinct().Count());
        Assert.Equal(18, own.Count);
        Assert.All(looks, look => Assert.Equal("user:[4026531837]", look.Namespaces.Single(row => row.Kind == NamespaceKind.User).Link));
    }

    [Fact]
    public void LookInside_Processes_HaveANumberInsideAndAnotherOnTheHost()
    {
        var look = Ask<ContainerLook>(new LookInside(Address(1)));
        Assert.Equal([null, 1, 2, 3], look.Processes.Select(process => process.Pid));
        Assert.Equal("nginx: worker process", look.Processes[^1].Command);
        Assert.Equal(1, look.Processes[^1].Parent);
        var others = Ask<ContainerLook>(new LookInside(Address(2))).Processes.Select(process => process.HostPid!.Value);
        Assert.Empty(look.Processes.Select(process => process.HostPid!.Value).Intersect(others));
        Assert.Equal(string.Join('\n', look.Processes.Skip(1).Select(process => process.HostPid)), look.Controls.Single(file => file.Name is "cgroup.procs").Value);
    }

    [Fact]
    public void WritePath_LowerFile_CopiesUpInThisContainerOnly_AndDeletingLeavesAWhiteout()
    {
        var change = Ask<PathChange>(new WritePath(Address(1), "/etc/motd", "changed\n", Append: true));
        Assert.Equal(OverlayEffectKind.FileCopiedUp, change.Effects[1].Kind);
        Assert.Equal(3, change.Effects[1].Layer);
        Assert.InRange(change.Microseconds, 100, 200);
        Assert.EndsWith("changed\n", Ask<PathContent>(new ReadPath(Address(1), "/etc/motd")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", Ask<PathContent>(new ReadPath(Address(2), "/etc/motd")).Text, StringComparison.Ordinal);

        Ask<PathChange>(new RemovePath(Address(1), "/etc/motd", Recursive: false));
        var upper = Ask<ContainerLook>(new LookInside(Address(1))).Root.Upper;
        Assert.Equal(["etc", "etc/motd"], upper.Select(entry => entry.Path));
        Assert.Equal(("whiteout", "character device 0/0"), (upper[1].Type, upper[1].Marks.Single()));
        Assert.Equal(OverlayError.NotFound, Ask<ContainerRefusal>(new ReadPath(Address(1), "/etc/motd")).Error);
        Assert.Equal("file", Ask<PathContent>(new ReadPath(Address(2), "/etc/motd")).Entry.Type);
    }

    [Fact]
    public void CopyUp_BigFile_TakesAsLongAsItsBytesNeed()
    {
        var library = Ask<PathContent>(new ReadPath(Address(1), "/lib/libc.so.6"));
        var change = Ask<PathChange>(new WritePath(Address(1), "/lib/libc.so.6", "x", Append: true));
        Assert.Equal(library.Entry.Bytes, change.CopiedBytes);
        // The drives of an unknown host copy 1 GB/s: 1,000 bytes a microsecond.
        Assert.InRange(change.Microseconds - (change.CopiedBytes / 1000.0), 0, 200);
        Assert.Null(Ask<PathContent>(new ReadPath(Address(1), "/lib/libc.so.6")).Text);
        Assert.Equal(0, Ask<PathChange>(new WritePath(Address(2), "/lib/libc.so.6", "x", Append: false)).CopiedBytes);
    }

    [Fact]
    public void Files_OfTheUpperDirectory_OutliveARebootAndAreLostWithTheContainer()
    {
        Ask<PathChange>(new WritePath(Address(1), "/root/note", "keep me", Append: false));
        Ask<ControlFile>(new WriteControl(Address(1), "cpu.weight", "50"));
        var before = Ask<ContainerLook>(new LookInside(Address(1)));
        Send(Container(1, "nginx", generation: 2, reboots: 1));
        Pass(120);
        var after = Ask<ContainerLook>(new LookInside(Address(1)));
        Assert.Equal("keep me", Ask<PathContent>(new ReadPath(Address(1), "/root/note")).Text);
        Assert.Equal("100", after.Controls.Single(file => file.Name is "cpu.weight").Value);
        Assert.Empty(before.Namespaces.Where(row => row.IsOwn).Select(row => row.Inode).Intersect(after.Namespaces.Where(row => row.IsOwn).Select(row => row.Inode)));

        Send(new RemoveInstance(Host, Worlds.Instance(1), new(3)));
        Pass(1);
        Assert.Equal(ContainerRefusalKind.NotHeld, Ask<ContainerRefusal>(new LookInside(Address(1))).Kind);
        Assert.Equal(1, Ask<ContainerLook>(new LookInside(Address(2))).Root.Layers[0].UsedBy);
        Send(Container(1, "nginx", generation: 4));
        Pass(120);
        Assert.Empty(Ask<ContainerLook>(new LookInside(Address(1))).Root.Upper);
    }

    [Fact]
    public void StoppedContainer_HasFilesButNoProcesses()
    {
        Send(Container(1, "nginx", generation: 2) with { Power = DesiredPower.Stopped });
        Pass(60);
        var look = Ask<ContainerLook>(new LookInside(Address(1)));
        Assert.False(look.Running);
        Assert.Empty(look.Processes);
        Assert.Empty(look.Controls);
        Assert.Equal(3, look.Root.Layers.Count);
        Ask<PathChange>(new WritePath(Address(1), "/root/a", "b", Append: false));
        Assert.Equal(ContainerRefusalKind.NotRunning, Ask<ContainerRefusal>(new RunCommand(Address(1), ["ps"])).Kind);
    }

    [Fact]
    public void Questions_ToAHostThatIsDown_GetNoAnswer()
    {
        _fleet.Crash(Host);
        Assert.Equal(ContainerRefusalKind.NoAnswer, Ask<ContainerRefusal>(new LookInside(Address(1))).Kind);
        _fleet.Restore(Host);
        _fleet.Partition(Host, cut: true);
        Assert.Equal(ContainerRefusalKind.NoAnswer, Ask<ContainerRefusal>(new LookInside(Address(1))).Kind);
        _fleet.Partition(Host, cut: false);
        _fleet.FillDisk(Host, full: true);
        Assert.Equal(OverlayError.NoSpace, Ask<ContainerRefusal>(new WritePath(Address(1), "/root/a", "b", Append: false)).Error);
    }

    [Theory]
    [InlineData("/etc", OverlayError.IsDirectory)]
    [InlineData("/nowhere/file", OverlayError.NotFound)]
    [InlineData("/etc/motd/file", OverlayError.NotDirectory)]
    [InlineData("/sys/fs/cgroup/cpu.max", OverlayError.ReadOnly)]
    [InlineData("/proc/1/cmdline", OverlayError.NoPermission)]
    public void WritePath_WhereItCannotBe_IsRefusedAsTheKernelDoes(string path, OverlayError error) =>
        Assert.Equal(error, Ask<ContainerRefusal>(new WritePath(Address(1), path, "x", Append: false)).Error);

    private static EnsureInstance Container(int number, string image, long generation = 1, int reboots = 0, ContainerSettings? settings = null) =>
        Worlds.Ensure(Host, Worlds.Instance(number), generation, kind: InstanceKind.Container, vcpus: 2, memoryMib: 256, image: image, reboots: reboots) with { Container = settings };

    private static ContainerAddress Address(int number) => new(Host, Worlds.Instance(number), $"web-{number}", "acme", "alpha");

    private void Send(params HostCommand[] commands) => _fleet.Send(commands);

    private void Pass(double seconds)
    {
        _fleet.Advance(_fleet.NowNs);
        _fleet.Advance(_fleet.NowNs + (long)(seconds * Worlds.SecondNs));
    }

    private T Ask<T>(ContainerQuestion question)
        where T : ContainerAnswer
    {
        ContainerAnswer? said = null;
        _fleet.Ask(question, answer => said = answer);
        _fleet.Advance(_fleet.NowNs);
        return Assert.IsType<T>(said);
    }
}
