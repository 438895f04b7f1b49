using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class PlacementsTests(SharedCloud cloud)
{
    [Fact]
    public async Task Get_OfAnInstance_TellsTheHostAndItsScore()
    {
        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("placed"));
        var decision = (await cloud.Member.GetAsync($"projects/alpha/instances/{created.Id}/placement")).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.Equal(created.Placement.Host, decision.Placement!.Host);
        Assert.Equal(created.Placement.Host, decision.Explanation.Best[0].Host);
        Assert.NotEmpty(decision.Explanation.Best[0].Terms);
    }

    [Fact]
    public async Task Explain_SmallVm_CreatesNothing()
    {
        var project = await cloud.NewProjectAsync();
        var decision = (await cloud.Operator.PostAsync($"projects/{project.Name}/placements:explain", new { kind = "vm", flavor = "vm.small", zone = "z2" })).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.StartsWith("z2-", decision.Placement!.Host, StringComparison.Ordinal);
        Assert.Empty((await cloud.Operator.GetAsync($"projects/{project.Name}/instances")).Read<PageView<InstanceView>>(200).Items);
    }

    [Fact]
    public async Task Explain_NamedPolicy_DecidesByIt()
    {
        var decision = (await ExplainAsync(new { kind = "vm", flavor = "vm.small", policy = "kube-most" })).Read<PlacementDecisionView>(200);
        Assert.Equal("kube-most", decision.Explanation.Profile);
        Assert.Equal(["FewestNumaNodes", "KubeMostAllocated"], decision.Explanation.Best[0].Terms.Select(term => term.Scorer));
    }

    [Fact]
    public async Task Explain_EveryPolicyOfTheList_Answers()
    {
        var policies = (await cloud.Member.GetAsync("policies")).Read<PageView<PolicyView>>(200).Items;
        Assert.Equal("spread", Assert.Single(policies, policy => policy.InForce).Name);
        foreach (var policy in policies)
        {
            var decision = (await ExplainAsync(new { kind = "vm", flavor = "vm.small", policy = policy.Name })).Read<PlacementDecisionView>(200);
            Assert.Equal((true, policy.Name), (decision.Fits, decision.Explanation.Profile));
        }
    }

    [Fact]
    public async Task Explain_Script_DecidesByItsScores()
    {
        const string Last = "function score(host, request) { return Number(host.name.slice(-2)); }";
        var decision = (await ExplainAsync(new { kind = "vm", flavor = "vm.small", zone = "z1", script = Last })).Read<PlacementDecisionView>(200);
        var scores = decision.Explanation.Best.Select(host => host.Terms.Single(term => term.Scorer is "Script").Value).ToList();
        Assert.Equal("script", decision.Explanation.Profile);
        Assert.Equal(decision.Explanation.Best[0].Host, decision.Placement!.Host);
        Assert.EndsWith($"-h{scores[0]:00}", decision.Placement.Host, StringComparison.Ordinal);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task Explain_ScriptThatFails_SaysWhyAndWhere()
    {
        var answer = await ExplainAsync(new { kind = "vm", flavor = "vm.small", script = "function score(host) {\n  while (true) { }\n}" });
        var problem = answer.Read<ProblemView>(422);
        Assert.Equal("/problems/script-failed", problem.Type);
        Assert.Equal(("statements", 2), (problem.Script!.Reason, problem.Script.Line));
        Assert.NotNull(problem.Script.Host);
        Assert.StartsWith("Line 2: ", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"kind\":\"vm\",\"flavor\":\"vm.small\",\"policy\":\"tetris\"}", "policy")]
    [InlineData("{\"kind\":\"vm\",\"flavor\":\"vm.small\",\"policy\":\"pack\",\"script\":\"1\"}", "script")]
    [InlineData("{\"kind\":\"vm\",\"flavor\":\"vm.small\",\"script\":\"\"}", "script")]
    public async Task Explain_PolicyThatIsNone_NamesTheField(string body, string field) =>
        (await ExplainAsync(System.Text.Json.Nodes.JsonNode.Parse(body)!)).Field(field);

    [Fact]
    public async Task Explain_ScriptTooLong_NamesTheField() =>
        (await ExplainAsync(new { kind = "vm", flavor = "vm.small", script = new string(' ', 16_385) })).Field("script");

    private Task<Answer> ExplainAsync(object body) => cloud.Member.PostAsync("projects/alpha/placements:explain", body);

    [Fact]
    public async Task Explain_UnknownZone_NamesTheField() =>
        (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", zone = "z9" })).Field("zone");

    [Fact]
    public async Task Explain_WithNeeds_NamesThreadsPagesAndFunctions()
    {
        var needs = new
        {
            numa = new { nodes = new[] { new { vcpus = 6, memoryMib = 4096 }, new { vcpus = 2, memoryMib = 28 * 1024 } } },
            cpu = new { policy = "dedicated", threads = "isolate" },
            devices = new[] { new { kind = "nic", count = 2, affinity = "required" } },
            network = new { bandwidthMbps = 5000 },
        };
        var decision = (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.large", needs })).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.Equal([2, 6], decision.Placement!.NumaNodes.Select(claim => claim.Vcpus).Order());
        Assert.All(decision.Placement.NumaNodes, claim => Assert.Equal((claim.Vcpus, claim.Vcpus), (claim.Cores.Count, claim.Threads!.Count)));
        Assert.Equal(2, decision.Placement.Devices!.Sum(device => device.Functions.Count));
        Assert.Equal(5000, decision.Placement.NetworkMbps);
    }

    [Fact]
    public async Task Explain_NeedsOfNoHost_NamesRuleAndWhatToGiveUp()
    {
        var needs = new { traits = new { required = new[] { "gold" } }, memory = new { pageSize = "2m" } };
        var decision = (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", needs })).Read<PlacementDecisionView>(200);
        Assert.False(decision.Fits);
        Assert.Equal("traits", Assert.Single(decision.Explanation.Refusals, refusal => refusal.Rule == "HasRequiredTraits").NearestMiss!.Resource);
        Assert.Contains(decision.Explanation.Advice, advice => advice.Changes.Any(change => change.Field == "traits"));
    }

    [Fact]
    public async Task Explain_NeedsThatMakeNoSense_NameTheirFields()
    {
        async Task Refused(object needs, string field) =>
            (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", needs })).Field(field);

        await Refused(new { memory = new { pageSize = "3m" } }, "needs.memory.pageSize");
        await Refused(new { cpu = new { threads = "isolate" } }, "needs.cpu.threads");
        await Refused(new { cpu = new { policy = "mixed" } }, "needs.cpu.dedicatedVcpus");
        await Refused(new { devices = new[] { new { kind = "gpu", thousandths = 1001 } } }, "needs.devices[0].thousandths");
        await Refused(new { numa = new { nodes = new[] { new { vcpus = 1, memoryMib = 1 } } } }, "needs.numa.nodes");
    }

    [Theory]
    [InlineData("vm.isolated"), InlineData("vm.hugepages"), InlineData("vm.network"), InlineData("vm.gpu-quarter"), InlineData("vm.confidential")]
    public async Task Explain_SeededFlavorWithNeeds_FitsInTheDefaultRegion(string flavor)
    {
        var view = (await cloud.Member.GetAsync($"flavors/{flavor}")).Read<FlavorView>(200);
        Assert.NotNull(view.Needs);
        var decision = (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor })).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits, string.Join(' ', decision.Explanation.Refusals));
    }

    [Fact]
    public async Task Explain_GroupThatFits_SaysWhereEachMemberGoes()
    {
        var decision = (await cloud.Member.PostAsync("projects/alpha/placements:explain", new
        {
            kind = "vm", flavor = "vm.small", count = 3, group = new { name = "apart", rules = new[] { new { kind = "anti-affinity", level = "zone" } } },
        })).Read<PlacementDecisionView>(200);
        Assert.True(decision.Fits);
        Assert.Equal((3, 3, "All 3 fit together."), (decision.Group!.Asked, decision.Group.Fitting, decision.Group.Summary));
        Assert.Equal(3, decision.Group.Members.Select(member => member.Placement.Host[..2]).Distinct().Count());
    }

    [Fact]
    public async Task Explain_GroupTooLarge_SaysHowManyFitAndWhatStopsTheNext()
    {
        var decision = (await cloud.Member.PostAsync("projects/alpha/placements:explain", new
        {
            kind = "vm", flavor = "vm.small", count = 4, priority = 10, group = new { name = "apart", rules = new[] { new { kind = "anti-affinity", level = "zone" } } },
        })).Read<PlacementDecisionView>(200);
        Assert.False(decision.Fits);
        Assert.Equal((4, 3), (decision.Group!.Asked, decision.Group.Fitting));
        Assert.Contains("already has 1 of 1 members", decision.Group.Summary, StringComparison.Ordinal);
        Assert.False(decision.Preemption!.Possible); // Ending strangers does not help against a rule of the own group.
    }

    [Fact]
    public async Task Create_InAGroup_IsRefusedByItsRuleAndShowsItsTerms()
    {
        var project = await cloud.NewProjectAsync();
        var (name, rules) = (cloud.NewName("pair"), new[] { new { kind = "affinity", level = "host" } });
        var first = (await cloud.Operator.PostAsync($"projects/{project.Name}/instances", new
        {
            name, kind = "microvm", flavor = "micro.small", image = "alpine-3.22", spot = true, priority = 7, group = new { name = "pair", rules },
        })).Read<InstanceView>(201);
        Assert.Equal(("pair", 7, true), (first.Group, first.Priority, first.Spot));
        var other = first.Zone == "z1" ? "z2" : "z1";
        (await cloud.Operator.PostAsync($"projects/{project.Name}/instances", new
        {
            name = name + "-b", kind = "microvm", flavor = "micro.small", image = "alpine-3.22", zone = other,
            group = new { name = "pair", rules = new[] { new { kind = "affinity", level = "zone" } } },
        })).Problem("no-capacity");
    }

    [Fact]
    public async Task Explain_WrongGroup_NamesTheField()
    {
        (await Explain(new { name = "g", rules = new[] { new { kind = "near", level = "rack" } } })).Field("group.rules[0].kind");
        (await Explain(new { name = "g", rules = new[] { new { kind = "affinity", level = "row" } } })).Field("group.rules[0].level");
        (await Explain(new { name = "G!", rules = Array.Empty<object>() })).Field("group.name");
        (await cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", count = 101 })).Field("count");

        Task<Answer> Explain(object group) => cloud.Member.PostAsync("projects/alpha/placements:explain", new { kind = "vm", flavor = "vm.small", group });
    }
}
