using System.Net;
using Cloud.Cli.Tests.Fakes;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Commands;

/// <summary>What a person sees, as files under Golden.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task InstanceList_TableJsonAndNames_AreAsRecorded()
    {
        using var run = new CliRun();
        run.Server.On("GET /projects/team-07/instances?limit=200", Samples.Page(Samples.Instance(), Samples.Instance("db\u001b[2J-1", "creating", 2)));

        await TranscribeAsync("instance-list.txt", run, ["instance", "list"], ["instance", "list", "-o", "name"], ["instance", "list", "-o", "json"]);
    }

    [Fact]
    public async Task InstanceShow_Sheet_IsAsRecorded()
    {
        using var run = new CliRun();
        run.Server.On("GET /projects/team-07/instances?limit=200&name=web-1", Samples.Page(Samples.Instance()));
        run.Server.On("GET /projects/team-07/instances?limit=200&name=nope", Samples.Page<InstanceView>());

        await TranscribeAsync("instance-show.txt", run, ["instance", "show", "web-1"], ["instance", "show", "nope"]);
    }

    [Fact]
    public async Task Problems_EveryShape_AreAsRecorded()
    {
        using var run = new CliRun();
        ProblemView[] problems =
        [
            new()
            {
                Type = "/problems/validation-failed", Title = "The request is not valid", Status = 400, Detail = "2 fields are not valid.",
                Errors = [new("name", "has capitals", "1 to 63 lower-case letters"), new("kind", "is unknown", null)],
            },
            new()
            {
                Type = "/problems/quota-exceeded", Title = "The project's quota does not allow this", Status = 403, Detail = "The project may hold 8 vCPUs.",
                Quota = new("vcpus", 10, 8),
            },
            new() { Type = "/problems/action-not-allowed", Title = "Not now", Status = 409, Detail = "It is stopped.", AllowedActions = ["start", "delete"] },
            new() { Type = "/problems/unauthenticated", Title = "Sign in first", Status = 401 },
            Samples.NoCapacity,
        ];
        foreach (var problem in problems)
            run.Server.On("POST /projects/team-07/instances", _ => FakeServer.Problem(problem, (HttpStatusCode)problem.Status));

        string[] create = ["instance", "create", "web-1", "--kind", "microvm", "--flavor", "micro.small", "--image", "alpine-3.22"];
        await TranscribeAsync("problems.txt", run, [.. problems.Select(_ => create)]);
    }

    [Fact]
    public async Task HostMaintenance_CordonDrainAndRebalance_AreAsRecorded()
    {
        using var run = new CliRun();
        HostView Host(bool cordoned) => new()
        {
            Name = "z1-r01-h01", Zone = "z1", Rack = "r01", Profile = "imported", NumaMode = "default", Pool = "general", Instances = 2, DiskUsedGib = 1, DiskGib = 9, NumaNodes = [],
            Cordoned = cordoned, CordonReason = cordoned ? "fan 2" : null, CordonedSince = cordoned ? Samples.Noon : null,
        };
        HostView Draining(string state)
        {
            var host = Host(cordoned: true);
            host.Drain = new(state, 2, 1, 0, 2, AllowCold: false, [new(Samples.Id(2), "box-1", "It cannot be moved while it runs: a container shares the kernel of its host.")]);
            return host;
        }

        static MovingInstanceView Moving() => new()
        {
            Instance = Samples.Id(1), Project = Samples.Id(3), Name = "web-1", State = "migrating", Stage = "copying", Mode = "live", Host = "z1-r01-h01", Target = "z1-r01-h02", LettingGo = [],
            Progress = new()
            {
                Phase = "copying", PostCopy = false, SentMib = 900, LeftMib = 12, DirtyPages = 3072, DirtyMibPerSecond = 8, MibPerSecond = 1144, ExpectedDowntimeMs = 40.5,
                Rounds = [new(1, 900, 786, 12, 0)],
            },
        };

        var plan = new RebalancingPlanView
        {
            Goal = "drain", Zone = "z1", At = Samples.Noon, Objective = "instances on the hosts to be emptied", Waves = 1, StoppedBy = "moves",
            Before = new(2, 3, 1, 40, "z1-r01-h01", 0.75, 0, 2), After = new(1, 3, 1, 41, "z1-r01-h02", 0.5, 0, 1), Total = new(1500.5, 12_000, 330),
            Steps = [new(1, 1, "live-migration", Samples.Id(1), "web-1", "z1-r01-h01", new("z1-r01-h02", "rebalancing", []), new(1500.5, 12_000, 330), 1)],
            NotMoved = [new(Samples.Id(2), "box-1", "z1-r01-h01", "It cannot be moved while it runs: it is creating.")],
        };
        run.Server.On("POST /hosts/z1-r01-h01:cordon?reason=fan%202", Host(cordoned: true)).On("POST /hosts/z1-r01-h01:uncordon", Host(cordoned: false))
            .On("POST /rebalancing:plan", plan).On("POST /rebalancing:plan", plan)
            .On("POST /hosts/z1-r01-h01:drain?maxConcurrent=2", Draining("draining")).On("POST /hosts/z1-r01-h01:pause-drain", Draining("paused")).On("POST /hosts/z1-r01-h01:evacuate", Host(cordoned: false))
            .On("GET /migrations?limit=200", new PageView<MovingInstanceView>([Moving()], Next: null));

        await TranscribeAsync("maintenance.txt", run,
            ["host", "cordon", "z1-r01-h01", "--reason", "fan 2"], ["host", "uncordon", "z1-r01-h01"], ["host", "drain", "z1-r01-h01"],
            ["host", "drain", "z1-r01-h01", "--plan", "--max-moves", "1"], ["rebalance", "plan", "--goal", "consolidate", "--zone", "z1", "-o", "name"],
            ["host", "drain", "z1-r01-h01", "--pause"], ["host", "evacuate", "z1-r01-h01"], ["host", "migrations"]);
        Assert.Equal(
            """{"goal":"drain","hosts":["z1-r01-h01"],"hotAbove":0.8,"budget":{"maxMoves":1,"maxDowntimePerMoveMs":1000,"maxConcurrent":4,"maxConcurrentPerHost":2,"allowRestart":false}}""",
            run.Server.Requests[3].Body);
    }

    [Fact]
    public async Task ExplainGroup_TooLarge_IsAsRecorded()
    {
        using var run = new CliRun();
        var why = new PlacementExplanationView("spread", 48, 0, [new("KeepsAntiAffinity", 48, new("z1-r01-h01", null, "members", 1, "rack r01 already has 1 of 1 members"), "capacity")], [], []);
        run.Server.On("POST /projects/team-07/placements:explain", new PlacementDecisionView(
            Fits: false, null, why,
            new(3, 1, [new(0, new("z1-r01-h01", "spread", [new(1, 2, 4096, [])]))], 1, "1 of 3 members fit; member 1 does not: KeepsAntiAffinity refuses 48 hosts, nearest: rack r01 already has 1 of 1 members.", Proven: true),
            new(Possible: true, new("z1-r01-h02", "spread", []), 2, 3, 86_400, 5, Exact: true)));

        await TranscribeAsync("explain-group.txt", run,
            ["explain", "--kind", "vm", "--flavor", "vm.small", "--count", "3", "--group", "web", "--group-rule", "anti-affinity:rack", "--group-rule", "spread:host:2:soft", "--priority", "9"],
            ["explain", "--kind", "vm", "--flavor", "vm.small", "--group-rule", "near"]);
        Assert.Equal(
            """{"kind":"vm","flavor":"vm.small","count":3,"group":{"name":"web","rules":[{"kind":"anti-affinity","level":"rack","limit":1,"hard":true},{"kind":"spread","level":"host","limit":2,"hard":false}],"partition":0,"maxDisrupted":1},"priority":9}""",
            run.Server.Requests[0].Body);
    }

    [Fact]
    public async Task Explain_FunnelAndScores_AreAsRecorded()
    {
        using var run = new CliRun();
        var best = new ScoredHostView("z1-r01-h03", 1.25, [new("FewestNeighbours", 1, 0.75), new("MostFreeMemory", 0.5, 1)]);
        run.Server.On("POST /projects/team-07/placements:explain", new PlacementDecisionView(false, null, Samples.Funnel));
        run.Server.On("POST /projects/team-07/placements:explain", new PlacementDecisionView(
            true, new("z1-r01-h03", "spread", [new(0, 2, 1024, [])]), Samples.Funnel with { HostsFitting = 1, Best = [best], Advice = [] }));

        string[] explain = ["explain", "--kind", "vm", "--flavor", "vm.large"];
        await TranscribeAsync("explain.txt", run, explain, explain, ["explain", "--kind", "vm"]);
    }

    [Fact]
    public async Task Policy_ListAndScript_AreAsRecorded()
    {
        using var run = new CliRun();
        run.Server.On("GET /policies", Samples.Page(
            new PolicyView("spread", "Prefers the emptiest hosts.", true, "weighted", false, [new("FewestNumaNodes", 100), new("MostFreeVcpus", 1)], ["InRequestedZone"]),
            new PolicyView("numa-best-fit", "Leaves least over.", false, "lexicographic", true, [new("TightestNumaFit", 1)], ["InRequestedZone"])));
        run.Server.On("POST /projects/team-07/placements:explain", _ => FakeServer.Problem(
            new ProblemView
            {
                Type = "/problems/script-failed", Title = "The policy script gave no answer", Status = 422,
                Detail = "Line 3: The script executed more than 10000 statements for one host. (host z1-r01-h00)", Script = new("statements", 3, 5, "z1-r01-h00"),
            }, HttpStatusCode.UnprocessableEntity));
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, "function score(host) { return 1; }", TestContext.Current.CancellationToken);
            await TranscribeAsync("policy.txt", run, ["policy", "list"]);
            Assert.Equal(1, await run.RunAsync("policy", "try", script, "--flavor", "vm.large"));
            Assert.Contains("reason: statements, line 3 column 5", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task HostShow_NumaNodesAndInstances_AreAsRecorded()
    {
        using var run = new CliRun();
        var host = new HostView
        {
            Name = "z1-r01-h03", Zone = "z1", Rack = "r01", Profile = "xeon-6338-2s", NumaMode = "default", Pool = "general", Instances = 1, DiskUsedGib = 4,
            DiskGib = 7_000, NumaNodes = [new(0, 31, 2, 0, 1, 248, 512, 258_048), new(1, 31, 2, 2, 1, 232, 512, 258_048)],
        };
        run.Server.On("GET /hosts/z1-r01-h03", new HostDetailView(host, 4, 1, [Samples.Instance()]));
        run.Server.On("GET /hosts?limit=200", Samples.Page(host));

        await TranscribeAsync("host.txt", run, ["host", "list"], ["host", "show", "z1-r01-h03"]);
    }

    [Fact]
    public async Task Operation_StepsAndFailure_AreAsRecorded()
    {
        using var run = new CliRun();
        run.Server.On($"GET /operations/{Samples.Id(50)}", Samples.Operation("running"));
        run.Server.On($"GET /operations/{Samples.Id(50)}", Samples.Operation("failed", failure: "the host lost power"));

        var id = Samples.Id(50).ToString();
        await TranscribeAsync("operation.txt", run, ["operation", "show", id], ["operation", "wait", id]);
    }

    internal static async Task TranscribeAsync(string name, CliRun run, params string[][] commands)
    {
        await using var text = new StringWriter { NewLine = "\n" };
        foreach (var command in commands)
        {
            var code = await run.RunAsync(command);
            await text.WriteAsync($"$ cloud {string.Join(' ', command)}\n{run.Out}{(run.Error.Length > 0 ? $"(stderr)\n{run.Error}" : "")}(exit {code})\n\n");
        }

        Golden.Match(name, text.ToString());
    }
}
