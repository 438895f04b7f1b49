using System.Net;
using Cloud.Cli.Commands;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Commands;

public sealed class CommandTests
{
    [Theory]
    [InlineData("instance", "list", "-o", "yaml")]
    [InlineData("instance", "create", "web-1")]
    [InlineData("nonsense")]
    [InlineData("instance")]
    [InlineData("explain")]
    [InlineData("instance", "list", "--limit", "0")]
    [InlineData("project", "create", "p", "--tenant", "ada", "--max-vcpus", "3")]
    [InlineData("replay", "--trace", "huawei-topology", "--file", "/nonexistent/trace.csv")]
    [InlineData("region", "validate", "/nonexistent/region.json")]
    public async Task Run_WrongCommandLine_IsUsageOnStandardError(params string[] args)
    {
        using var run = new CliRun();
        run.Server.On("GET /tenants/ada", new TenantView { Id = Samples.Id(1), Name = "ada", DisplayName = "", CreatedAt = Samples.Noon });

        Assert.Equal(2, await run.RunAsync(args));
        Assert.StartsWith("cloud: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Create_WaitsForItsOperation_ThenShowsTheInstance()
    {
        using var run = new CliRun();
        run.Server
            .On("POST /projects/team-07/instances", _ =>
            {
                var response = FakeServer.Json(Samples.Instance(state: "creating"), HttpStatusCode.Created);
                response.Headers.Add("Operation-Location", $"/api/v1/operations/{Samples.Id(50)}");
                return response;
            })
            .On($"GET /operations/{Samples.Id(50)}", Samples.Operation("running"))
            .On($"GET /operations/{Samples.Id(50)}", Samples.Operation("succeeded"))
            .On($"GET /projects/team-07/instances/{Samples.Id(1)}", Samples.Instance());

        Assert.Equal(0, await run.RunAsync(
            "instance", "create", "web-1", "--kind", "microvm", "--flavor", "micro.small", "--image", "alpine-3.22", "-l", "tier=front", "--wait", "-o", "name"));

        Assert.Equal("web-1\n", run.Out);
        Assert.Equal(
            """{"name":"web-1","kind":"microvm","flavor":"micro.small","image":"alpine-3.22","labels":{"tier":"front"}}""", run.Server.Requests[0].Body);
        Assert.Equal(4, run.Server.Requests.Count);
    }

    [Fact]
    public async Task Workload_AtCreationAndLater_SendsWhatIsWritten()
    {
        using var run = new CliRun();
        run.Server.On("POST /projects/team-07/instances", Samples.Instance(state: "creating"), HttpStatusCode.Created)
            .On($"GET /projects/team-07/instances/{Samples.Id(1)}", Samples.Instance())
            .On($"PUT /projects/team-07/instances/{Samples.Id(1)}/workload", Samples.Instance());
        Assert.Equal(0, await run.RunAsync(
            "instance", "create", "web-1", "--kind", "vm", "--flavor", "vm.large", "--image", "debian-13", "-o", "name", "--workload", "web,rate=200"));
        Assert.Contains("\"workload\":{\"kind\":\"web\",\"ratePerSecond\":200}", run.Server.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(0, await run.RunAsync("instance", "workload", Samples.Id(1).ToString(), "schedule,repeat=3600,at=0:0.2,at=1800:0.9:0.5:100:10", "-o", "name"));
        Assert.Equal(
            """{"kind":"schedule","points":[{"seconds":0,"cpu":0.2,"memory":0,"packetsPerSecond":0,"diskOperationsPerSecond":0},{"seconds":1800,"cpu":0.9,"memory":0.5,"packetsPerSecond":100,"diskOperationsPerSecond":10}],"repeatSeconds":3600}""",
            run.Server.Requests[^1].Body);
    }

    [Theory]
    [InlineData("idle"), InlineData("web,rate=0.5"), InlineData("schedule,repeat=60,at=0:1:0.25:3:4,at=30:0:0:0:0")]
    public void Workload_Written_ReadsTheSame(string text) => Assert.Equal(text, WorkloadText.Write(WorkloadText.Read(text)));

    [Theory]
    [InlineData("web,rate=fast"), InlineData("web,speed=1"), InlineData("schedule,at=0"), InlineData("schedule,at=0:1:2:3:4:5")]
    public void Workload_Unreadable_IsAUsageError(string text) => Assert.Throws<Shell.UsageException>(() => WorkloadText.Read(text));

    [Fact]
    public async Task Create_WithNeeds_SendsTheWholeVocabulary()
    {
        using var run = new CliRun();
        run.Server.On("POST /projects/team-07/instances", Samples.Instance(state: "creating"), HttpStatusCode.Created);
        Assert.Equal(0, await run.RunAsync(
            "instance", "create", "web-1", "--kind", "vm", "--flavor", "vm.large", "--image", "debian-13", "-o", "name",
            "--numa", "6:4096:2,2:28672", "--cpu", "mixed:2", "--threads", "isolate", "--pages", "1g", "--device", "nic,count=2,affinity=required",
            "--device", "gpu,share=250,model=a100", "--bandwidth", "500", "--confidential", "any", "--hypervisor", "kvm",
            "--trait", "avx512", "--trait", "!slow", "--trait", "a|b"));
        Assert.Contains(
            """
            "needs":{"numa":{"layout":"nodes","nodes":[{"vcpus":6,"memoryMib":4096,"dedicatedVcpus":2},{"vcpus":2,"memoryMib":28672,"dedicatedVcpus":0}]},"cpu":{"policy":"mixed","dedicatedVcpus":2,"threads":"isolate"},"memory":{"pageSize":"1g"},"devices":[{"kind":"nic","count":2,"affinity":"required"},{"kind":"gpu","count":1,"thousandths":250,"models":["a100"],"affinity":"preferred"}],"network":{"bandwidthMbps":500},"traits":{"required":["avx512"],"forbidden":["slow"],"anyOf":["a","b"]},"isolation":{"confidential":"any","hypervisor":"kvm"}}
            """.Trim(), run.Server.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--numa", "2:x")]
    [InlineData("--device", "gpu,colour=red")]
    [InlineData("--cpu", "mixed:some")]
    public async Task Create_NeedsThatCannotBeRead_SayWhatWould(string option, string value)
    {
        using var run = new CliRun();
        Assert.Equal(2, await run.RunAsync("instance", "create", "web-1", "--kind", "vm", "--flavor", "vm.large", "--image", "debian-13", option, value));
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OperationFails_IsRefusedWithTheReason()
    {
        using var run = new CliRun();
        run.Server
            .On($"GET /projects/team-07/instances/{Samples.Id(1)}", Samples.Instance())
            .On($"DELETE /projects/team-07/instances/{Samples.Id(1)}", Samples.Instance(state: "deleting", operation: Samples.Id(50)), HttpStatusCode.Accepted)
            .On($"GET /operations/{Samples.Id(50)}", Samples.Operation("failed", "instance.delete", "the host is gone"));

        Assert.Equal(1, await run.RunAsync("instance", "delete", Samples.Id(1).ToString(), "--wait"));
        Assert.Contains("the host is gone", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SeveralPages_FollowsTheCursor()
    {
        using var run = new CliRun();
        run.Server
            .On("GET /projects/team-07/instances?limit=200&state=running&label=a%3Db", new PageView<InstanceView>([Samples.Instance("a")], "x=1"))
            .On("GET /projects/team-07/instances?limit=200&state=running&label=a%3Db&cursor=x%3D1", Samples.Page(Samples.Instance("b", number: 2)));

        Assert.Equal(0, await run.RunAsync("instance", "list", "--state", "running", "-l", "a=b", "-o", "name"));
        Assert.Equal("a\nb\n", run.Out);
    }

    [Fact]
    public async Task List_BeyondTheLimit_SaysThatThereIsMore()
    {
        using var run = new CliRun();
        run.Server.On("GET /projects/team-07/instances?limit=200", Samples.Page(Samples.Instance("a"), Samples.Instance("b", number: 2)));

        Assert.Equal(0, await run.RunAsync("instance", "list", "-o", "name", "--limit", "1"));
        Assert.Equal("a\n", run.Out);
        Assert.Contains("more than 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MembersRemove_NotAMember_IsRefused()
    {
        using var run = new CliRun();
        var assignment = new RoleAssignmentView { Id = Samples.Id(3), User = Samples.Id(4), UserName = "murad", Role = "project-member", CreatedAt = Samples.Noon };
        run.Server.On("GET /projects/team-07/members", Samples.Page(assignment));
        run.Server.On($"DELETE /projects/team-07/members/{Samples.Id(3)}", _ => new HttpResponseMessage(HttpStatusCode.NoContent));

        Assert.Equal(1, await run.RunAsync("project", "members", "remove", "team-07", "leyla"));
        Assert.Equal(0, await run.RunAsync("project", "members", "remove", "team-07", "Murad"));
        Assert.Equal(HttpMethod.Delete, run.Server.Requests[^1].Method);
    }

    [Fact]
    public async Task ProjectUpdate_OneLimit_KeepsTheOthers()
    {
        using var run = new CliRun();
        var project = new ProjectView
        {
            Id = Samples.ProjectId, Tenant = Samples.Id(1), Name = "team-07", DisplayName = "", Limit = new(10, 20, 30, 40), Use = new(0, 0, 0, 0), Version = 1,
            CreatedAt = Samples.Noon,
        };
        run.Server.On("GET /projects/team-07", project).On($"PATCH /projects/{Samples.ProjectId}", project);

        Assert.Equal(0, await run.RunAsync("project", "update", "team-07", "--max-vcpus", "99"));
        Assert.Equal("""{"limit":{"instances":10,"vcpus":99,"memoryMib":30,"diskGib":40}}""", run.Server.Requests[^1].Body);
    }
}
