using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Commands;

/// <summary>What a person sees of the inside of a container.</summary>
public sealed class ContainerCommandTests
{
    private static readonly RootFileSystemView Root = new(
        [new(1, "sha256:" + new string('a', 64), "COPY nginx /", 12_288_000, 8, 2, 786_432), new(2, "sha256:" + new string('b', 64), "ADD debian-rootfs.tar /", 29_360_128, 23, 5, 1_880_064)],
        [new("etc", "directory", 0, []), new("etc/motd", "whiteout", 0, ["character device 0/0"])], 0, 1L << 30, 77, ReadOnly: false, RedirectDirectories: false, SavedBytes: 103L << 20);

    private static readonly ContainerView View = new()
    {
        Running = true,
        HostName = "web-1",
        Isolation = new("runc", true, "Namespaces separate what it sees."),
        Namespaces = [new("pid", "pid:[4026532203]", true, "host", "process numbers", "2 processes", "0x20000000"), new("user", "user:[4026531837]", false, "host", "user ids", "the host's users", "0x10000000")],
        UserMap = [new(0, 0, uint.MaxValue)],
        Mounts = [new("overlay", "/", "overlay", "rw")],
        Network = new("eth0", 2, "veth1a2b3c4d", 10, "br0", "02:42:1a:2b:3c:4d", 1500),
        Root = Root,
        Processes = [new(2000, null, 1, 0, 0, 10, "containerd-shim-runc-v2", "host"), new(2001, 1, 0, 0, 0, 1, "nginx: master process", "host")],
        ControlGroup = "/cloud.slice/ada/team-07/1",
        Controls = [new("cpu.max", "100000 100000", true, "quota and period"), new("memory.current", "4096", false, "bytes charged")],
    };

    [Fact]
    public async Task Container_InspectFilesAndControls_AreAsRecorded()
    {
        using var run = new CliRun();
        var at = $"/projects/team-07/instances/{Samples.Instance().Id}/container";
        run.Server.On("GET /projects/team-07/instances?limit=200&name=web-1", Samples.Page(Samples.Instance()));
        run.Server.On($"GET {at}", View);
        run.Server.On($"GET {at}/files?path=%2Fetc", new ContainerFileView
        {
            Path = "/etc", Entry = new("etc", "directory", 0, "0755", 0, 3), FileSystem = "overlay", LayersVisited = 3, LookupUs = 3, CachePages = 0,
            Entries = [new("hostname", "file", 6, "0444", -1, 1), new("nginx", "directory", 0, "0755", 1, 2), new("passwd", "file", 80, "0644", 2, 1)],
        });
        run.Server.On($"GET {at}/files?path=%2Fetc%2Fpasswd", new ContainerFileView
        {
            Path = "/etc/passwd", Entry = new("passwd", "file", 12, "0644", 2, 1), FileSystem = "overlay", LayersVisited = 4, LookupUs = 4, CachePages = 1, Entries = [], Text = "root:x:0:0\n",
        });
        var change = new ContainerChangeView("/etc/motd", [new("file-copied-up", "etc/motd", 77, 2), new("written", "etc/motd", 3, 0)], 77, 104.2);
        run.Server.On($"PUT {at}/files?path=%2Fetc%2Fmotd", change);
        run.Server.On($"DELETE {at}/files?path=%2Fetc%2Fmotd", new ContainerChangeView("/etc/motd", [new("whited-out", "etc/motd", 0, 0)], 0, 4));
        run.Server.On($"PUT {at}/cgroup/cpu.max", new ControlFileView("cpu.max", "50000 100000", true, "quota and period"));
        run.Server.On($"POST {at}:exec", new CommandResultView("", "rm: /etc: Is a directory\n", 1, [], 4));

        await TranscriptTests.TranscribeAsync("container.txt", run,
            ["container", "inspect", "web-1"], ["container", "ls", "web-1", "/etc"], ["container", "cat", "web-1", "/etc/passwd"],
            ["container", "write", "web-1", "/etc/motd", "hi", "--append"], ["container", "rm", "web-1", "/etc/motd"], ["container", "ps", "web-1"],
            ["container", "cgroup", "web-1", "memory.current"], ["container", "cgroup", "web-1", "cpu.max", "50000"], ["container", "exec", "web-1", "--", "rm", "/etc"]);
        Assert.Contains(run.Server.Requests, sent => sent.Body == """{"text":"hi\n","append":true}""");
        Assert.Contains(run.Server.Requests, sent => sent.Body == """{"command":["rm","/etc"]}""");
    }
}
