using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

/// <summary>Looking inside containers over HTTP: what a student does, and what is refused.</summary>
public sealed class ContainersTests(SharedCloud cloud)
{
    [Fact]
    public async Task Inspect_OfARunningContainer_ShowsNamespacesLayersProcessesAndControlGroup()
    {
        var at = await RunningAsync("nginx", "box.medium");
        var view = (await cloud.Reader.GetAsync(at)).Read<ContainerView>(200);
        Assert.True(view.Running);
        Assert.Equal(["mnt", "uts", "ipc", "pid", "net", "user", "cgroup", "time"], view.Namespaces.Select(it => it.Kind));
        Assert.Equal(["user", "time"], view.Namespaces.Where(it => !it.Own).Select(it => it.Kind));
        Assert.Equal(3, view.Root.Layers.Count);
        Assert.Equal(75L << 20, view.Root.Layers.Sum(layer => layer.Bytes));
        Assert.Empty(view.Root.Upper);
        Assert.Equal(1, view.Processes.First(process => process.Pid is not null).Pid);
        Assert.StartsWith("/cloud.slice/ada/alpha/", view.ControlGroup, StringComparison.Ordinal);
        Assert.Equal("200000 100000", Control(view.Controls, "cpu.max"));
        Assert.Equal($"{1L << 30}", Control(view.Controls, "memory.max"));

        Assert.Equal(8, (await cloud.Reader.GetAsync($"{at}/namespaces")).Read<PageView<ContainerNamespaceView>>(200).Items.Count);
        Assert.Equal(view.Processes, (await cloud.Reader.GetAsync($"{at}/processes")).Read<PageView<ContainerProcessView>>(200).Items);
        Assert.Equal(view.Controls.Select(file => file.Name), (await cloud.Reader.GetAsync($"{at}/cgroup")).Read<PageView<ControlFileView>>(200).Items.Select(file => file.Name));
        Assert.Equal(view.Root.Layers, (await cloud.Reader.GetAsync($"{at}/layers")).Read<RootFileSystemView>(200).Layers);
    }

    [Fact]
    public async Task Files_WrittenAndRemoved_AreCopiedUpAndWhitedOut_AndAreOnRecord()
    {
        var at = await RunningAsync("nginx", "box.small");
        const string page = "/usr/share/nginx/html/index.html";
        var before = (await cloud.Member.GetAsync($"{at}/files?path={page}")).Read<ContainerFileView>(200);
        Assert.Equal((1, "overlay"), (before.Entry.Layer, before.FileSystem));

        var change = (await cloud.Member.SendAsync(HttpMethod.Put, $"{at}/files?path={page}", new { text = "<p>More.\n", append = true })).Read<ContainerChangeView>(200);
        Assert.Equal(before.Entry.Bytes, change.CopiedBytes);
        Assert.Contains(change.Effects, effect => effect is { Kind: "file-copied-up", Layer: 1 });
        var after = (await cloud.Member.GetAsync($"{at}/files?path={page}")).Read<ContainerFileView>(200);
        Assert.Equal((before.Text + "<p>More.\n", 0), (after.Text, after.Entry.Layer));

        var removed = (await cloud.Member.DeleteAsync($"{at}/files?path={page}")).Read<ContainerChangeView>(200);
        Assert.Equal("whited-out", removed.Effects[^1].Kind);
        (await cloud.Member.GetAsync($"{at}/files?path={page}")).Problem("not-found");
        var upper = (await cloud.Member.GetAsync($"{at}/layers")).Read<RootFileSystemView>(200).Upper;
        Assert.Equal(["character device 0/0"], upper[^1].Marks);

        var id = at.Split('/')[3];
        var types = (await cloud.Member.GetAsync($"projects/alpha/events?instance={id}")).Read<PageView<EventView>>(200).Items.Select(happened => happened.Type).ToList();
        Assert.Equal(["container.file-removed", "container.file-written"], types.Take(2));
    }

    [Fact]
    public async Task Exec_MakingADirectoryOverAWhiteout_MakesItOpaque()
    {
        var at = await RunningAsync("nginx", "box.small");
        Assert.Equal(1, (await RunAsync(at, "rm", "/etc/nginx")).ExitCode);
        Assert.Equal("whited-out", (await RunAsync(at, "rm", "-r", "/etc/nginx")).Effects[^1].Kind);
        Assert.Equal("made-opaque", (await RunAsync(at, "mkdir", "/etc/nginx")).Effects[^1].Kind);
        Assert.Equal("", (await RunAsync(at, "ls", "/etc/nginx")).Output);
        var crossed = await RunAsync(at, "mv", "/usr/share", "/usr/elsewhere");
        Assert.Equal((1, "mv: /usr/share: Invalid cross-device link\n"), (crossed.ExitCode, crossed.Error));
        Assert.Equal("uid=0(root) gid=0(root) groups=0(root)\n", (await RunAsync(at, "id")).Output);
        Assert.Contains("overlay on / type overlay (rw,relatime,lowerdir=", (await RunAsync(at, "mount")).Output, StringComparison.Ordinal);
        Assert.Equal("0::/\n", (await RunAsync(at, "cat", "/proc/self/cgroup")).Output);
        Assert.Equal("100000 100000\n", (await RunAsync(at, "cat", "/sys/fs/cgroup/cpu.max")).Output);
        Assert.Contains("nginx: worker process", (await RunAsync(at, "ps")).Output, StringComparison.Ordinal);
        Assert.Equal(127, (await RunAsync(at, "curl", "http://example.org")).ExitCode);
    }

    [Fact]
    public async Task Controls_WrittenWithinTheFlavor_Hold_AndBeyondItAreRefused()
    {
        var at = await RunningAsync("nginx", "box.medium");
        Assert.Equal("50000 100000", (await WriteAsync(at, "cpu.max", "50000")).Read<ControlFileView>(200).Value);
        Assert.Equal("20000 50000", (await WriteAsync(at, "cpu.max", "20000 50000")).Read<ControlFileView>(200).Value);
        Assert.Equal($"{512L << 20}", (await WriteAsync(at, "memory.max", "512M")).Read<ControlFileView>(200).Value);
        Assert.Equal("259:0 rbps=max wbps=1000000 riops=max wiops=max", (await WriteAsync(at, "io.max", "259:0 wbps=1000000")).Read<ControlFileView>(200).Value);

        Assert.Contains("2 vCPU", (await WriteAsync(at, "cpu.max", "max 100000")).Field("value").Message, StringComparison.Ordinal);
        var wrong = await WriteAsync(at, "cpu.max", "500");
        Assert.Equal("EINVAL", wrong.Problem("validation-failed").Errno);
        Assert.Equal("EINVAL", (await WriteAsync(at, "memory.current", "0")).Problem("validation-failed").Errno);
        (await WriteAsync(at, "cpu.nonsense", "0")).Problem("not-found");
        (await WriteAsync(at, "memory.max", "2G")).Field("value");
        (await cloud.Reader.SendAsync(HttpMethod.Put, $"{at}/cgroup/cpu.weight", new { value = "1" })).Problem("forbidden");

        await WriteAsync(at, "pids.max", "3");
        var full = await RunAsync(at, "ls");
        Assert.Equal(254, full.ExitCode);
        Assert.Contains("Resource temporarily unavailable", full.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controls_QuotaBelowTheLoad_ThrottlesInTheLiveModel()
    {
        var at = await RunningAsync("postgres", "box.large");
        // One hundredth of a processor: less than any workload asks.
        await WriteAsync(at, "cpu.max", "1000 100000");
        var looks = 0;
        string stat;
        do
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            stat = Control((await cloud.Member.GetAsync($"{at}/cgroup")).Read<PageView<ControlFileView>>(200).Items, "cpu.stat");
        }
        while (stat.EndsWith("throttled_usec 0", StringComparison.Ordinal) && ++looks < 600);

        Assert.DoesNotContain("nr_throttled 0\n", stat, StringComparison.Ordinal);
        Assert.DoesNotContain("usage_usec 0\n", stat, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WithSettings_HasTheNamespacesOfItsSettings()
    {
        var created = await cloud.Member.PostAsync("projects/alpha/instances", new
        {
            name = cloud.NewName("rootless"),
            kind = "container",
            flavor = "box.small",
            image = "nginx",
            container = new { userNamespace = true, hostNetwork = true, timeNamespace = true, readOnlyRoot = true },
        });
        var id = created.Read<InstanceView>(201).Id;
        await cloud.Member.WaitAsync("alpha", id, "running");
        var view = (await cloud.Member.GetAsync($"projects/alpha/instances/{id}/container")).Read<ContainerView>(200);
        Assert.Equal(["net"], view.Namespaces.Where(it => !it.Own).Select(it => it.Kind));
        Assert.Null(view.Network);
        Assert.True(view.UserMap.Single().Outside >= 100_000);
        Assert.True(view.Processes.Single(process => process.Pid == 1).HostUser >= 100_000);
        var refused = await cloud.Member.SendAsync(HttpMethod.Put, $"projects/alpha/instances/{id}/container/files?path=/etc/motd", new { text = "x" });
        Assert.Equal("EROFS", refused.Problem("file-refused").Errno);
    }

    [Fact]
    public async Task Create_WithAVmOfItsOwn_PaysForTheMonitorAndRunsInTheGuestKernel()
    {
        var plain = await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("plain"));
        var created = await cloud.Member.PostAsync("projects/alpha/instances", new
        {
            name = cloud.NewName("kata"),
            kind = "container",
            flavor = "box.small",
            image = "busybox",
            container = new { vmIsolated = true },
        });
        var isolated = created.Read<InstanceView>(201);
        Assert.Equal(125, isolated.Placement.NumaNodes[0].MemoryMib - plain.Placement.NumaNodes[0].MemoryMib);
        await cloud.Member.WaitAsync("alpha", isolated.Id, "running");
        var view = (await cloud.Member.GetAsync($"projects/alpha/instances/{isolated.Id}/container")).Read<ContainerView>(200);
        Assert.Equal(("kata", false), (view.Isolation.Runtime, view.Isolation.SharesKernel));
        Assert.All(view.Namespaces, it => Assert.Equal("guest", it.Kernel));
        Assert.Contains(view.Processes, process => process.HostPid is not null && process.Command.StartsWith("cloud-hypervisor", StringComparison.Ordinal));
        Assert.All(view.Processes.Where(process => process.Pid is not null), process => Assert.Null(process.HostPid));
    }

    [Fact]
    public async Task Inspect_OfAVirtualMachine_SaysWhereItsIsolationIs()
    {
        var vm = await cloud.Member.CreateAsync("alpha", cloud.NewName("vm"), "microvm", "micro.small", "alpine-3.22");
        var problem = (await cloud.Member.GetAsync($"projects/alpha/instances/{vm.Id}/container")).Problem("not-a-container");
        Assert.Equal("firecracker", problem.Isolation!.Process);
        Assert.Contains("anon_inode:kvm-vcpu:0", problem.Isolation.Descriptors);
        var refused = await cloud.Member.PostAsync("projects/alpha/instances", new
        {
            name = cloud.NewName("vm"), kind = "microvm", flavor = "micro.small", image = "alpine-3.22", container = new { hostPid = true },
        });
        refused.Field("container");
    }

    [Fact]
    public async Task Paths_ThatAreNone_AreRefusedBeforeTheHostIsAsked()
    {
        var at = await RunningAsync("busybox", "box.small");
        (await cloud.Member.GetAsync($"{at}/files?path=etc")).Field("path");
        (await cloud.Member.GetAsync($"{at}/files?path=/{new string('a', 5000)}")).Field("path");
        (await cloud.Member.SendAsync(HttpMethod.Put, $"{at}/files?path=/a", new { text = new string('x', 70_000) })).Field("text");
        (await cloud.Member.DeleteAsync($"{at}/files?path=/etc")).Problem("file-refused");
        (await cloud.Member.DeleteAsync($"{at}/files?path=/etc&recursive=maybe")).Field("recursive");
        (await cloud.Member.DeleteAsync($"{at}/files?path=/../etc&recursive=true")).Read<ContainerChangeView>(200);
        var root = (await cloud.Member.GetAsync($"{at}/files")).Read<ContainerFileView>(200);
        Assert.Contains(root.Entries, entry => entry is { Name: "proc", Layer: -1 });
    }

    private async Task<string> RunningAsync(string image, string flavor)
    {
        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("inside"), "container", flavor, image);
        await cloud.Member.WaitAsync("alpha", created.Id, "running");
        return $"projects/alpha/instances/{created.Id}/container";
    }

    private async Task<CommandResultView> RunAsync(string at, params string[] command) =>
        (await cloud.Member.PostAsync($"{at}:exec", new { command })).Read<CommandResultView>(200);

    private Task<Answer> WriteAsync(string at, string file, string value) => cloud.Member.SendAsync(HttpMethod.Put, $"{at}/cgroup/{file}", new { value });

    private static string Control(IReadOnlyList<ControlFileView> files, string name) => files.Single(file => file.Name == name).Value;
}
