using Bunit;
using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Models;
using Cloud.Web.Pages.Iaas.Instances;
using Cloud.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Web.Tests.Pages;

public sealed class InstancePagesTests : PortalTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private void HasInstances(InstanceQuery query, string? next = null, params IReadOnlyList<InstanceView> items) =>
        Cloud.Answer(CloudApi.Instances("team-07", query), new PageView<InstanceView>(items, next))
            .Answer(CloudApi.Events("team-07", null, 1), new PageView<EventView>([Samples.Event(41, "instance.running")], null));

    [Fact]
    public void List_Instances_AreRowsAndTheStreamResumesAtThePagesOwnMoment()
    {
        HasInstances(new(), null, Samples.Instances());
        var page = Render<InstanceList>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("tbody tr").Count), Patience);
        Assert.Equal("41", page.Find("[data-stream]").GetAttribute("data-since"));
        Assert.Equal("/api/v1/projects/team-07/events", page.Find("[data-stream]").GetAttribute("data-stream"));
        Assert.Empty(page.FindAll("[style]"));
    }

    [Fact]
    public void List_FiltersInTheAddress_ReachTheApiAndStayInTheNextLink()
    {
        var query = new InstanceQuery { State = "running", Label = "app=web" };
        HasInstances(query, "c2", Samples.Instances());
        Navigation.NavigateTo("/p/team-07/instances?state=running&label=app%3Dweb");
        var page = Render<InstanceList>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Equal("/p/team-07/instances?state=running&label=app%3Dweb&cursor=c2", page.Find("a[rel=next]").GetAttribute("href")), Patience);
        Assert.Equal("running", page.Find("#f-state option[selected]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("", "No instances yet")]
    [InlineData("?name=zzz", "Nothing matches these filters")]
    public void List_Empty_TellsTrulyEmptyFromFiltered(string query, string title)
    {
        HasInstances(new() { Name = query.Length == 0 ? null : "zzz" });
        Navigation.NavigateTo("/p/team-07/instances" + query);
        var page = Render<InstanceList>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains(title, page.Find(".empty").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void List_UnknownProject_IsAProblemWithItsStatus()
    {
        var page = Render<InstanceList>(p => p.Add(c => c.Project, "nobody"));
        page.WaitForAssertion(() => Assert.Equal("not-found", page.Find(".problem").GetAttribute("data-problem")), Patience);
        Assert.Equal(404, Services.GetRequiredService<PortalSession>().PageStatus);
    }

    [Fact]
    public void List_DeleteInTheAddress_OpensTheConfirmation()
    {
        HasInstances(new(), null, Samples.Instances());
        Navigation.NavigateTo($"/p/team-07/instances?delete={Samples.Instances()[0].Id:D}");
        var page = Render<InstanceList>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("Delete db-1?", page.Find("dialog[open]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Launch_KindInTheAddress_FiltersChoicesAndAsksTheScheduler()
    {
        HasCatalogue();
        Http.Request.QueryString = new("?kind=vm&name=db-9");
        Cloud.Answer(Explain("vm", "gp.large"), new PlacementDecisionView(true, Samples.Placement(), Samples.Explanation()));
        var page = Render<Launch>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("12 of 48 hosts", page.Find("#outcome").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(["gp.small", "gp.large", "numa.large"], page.FindAll("#flavor option").Select(o => o.GetAttribute("value")));
        Assert.Equal("gp.large", page.Find("#flavor option[selected]").GetAttribute("value"));
        Assert.Contains("\"name\": \"db-9\"", page.Find("#same-curl-text").TextContent, StringComparison.Ordinal);
        Assert.Contains("32 of 64 after this", page.Find("#outcome").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_NothingFits_SaysWhatWouldFitBeforeSubmitting()
    {
        HasCatalogue();
        Http.Request.QueryString = new("?kind=vm&flavor=numa.large");
        Cloud.Answer(Explain("vm", "numa.large"), new PlacementDecisionView(false, null, Samples.Explanation() with { HostsFitting = 0, Advice = [new() { Kind = "change", Text = "Ask for 16 vCPUs", Changes = [], HostsFitting = 1, Guests = [] }] }));
        var page = Render<Launch>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("Ask for 16 vCPUs", page.Find("#outcome").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public void Launch_HardwareNeeds_AreAskedAndSaidAsCommand()
    {
        HasCatalogue();
        Http.Request.QueryString = new("?kind=vm&flavor=gp.large&name=db-9&need-numa=2&need-cpu=dedicated&need-threads=isolate&need-pages=1g&need-device0=gpu&need-share0=250&need-traits=avx512,nvme");
        var body = new ExplainPlacementBody
        {
            Kind = "vm", Flavor = "gp.large",
            Needs = new()
            {
                Numa = new() { Count = 2 }, Cpu = new() { Policy = "dedicated", Threads = "isolate" }, Memory = new() { PageSize = "1g" },
                Devices = [new() { Kind = "gpu", Thousandths = 250 }], Traits = new() { Required = ["avx512", "nvme"], Forbidden = [], AnyOf = [] },
            },
        };
        var placement = Samples.Placement() with { Devices = [new("gpu0", 250, [])] };
        Cloud.Answer(CloudApi.Explain("team-07", body), new PlacementDecisionView(true, placement, Samples.Explanation()));
        var page = Render<Launch>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("12 of 48 hosts", page.Find("#outcome").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(page.Find("details.needs").HasAttribute("open"));
        Assert.Contains("--numa 2", page.Find("#same-cli-text").TextContent, StringComparison.Ordinal);
        Assert.Contains("--device gpu,share=250", page.Find("#same-cli-text").TextContent, StringComparison.Ordinal);
        var sent = Assert.IsType<ExplainPlacementBody>(Cloud.Calls.Last(call => call.Path.EndsWith(":explain", StringComparison.Ordinal)).Body).Needs!;
        Assert.Equal(body.Needs.Traits!.Required, sent.Traits!.Required);
        Assert.Equal(("dedicated", "isolate", "1g", 250), (sent.Cpu!.Policy, sent.Cpu.Threads, sent.Memory!.PageSize, Assert.Single(sent.Devices!).Thousandths));
    }

    [Fact]
    public void Launch_TermsAmongOthers_AreAskedAndSaidAsCommand()
    {
        HasCatalogue();
        Http.Request.QueryString = new("?kind=vm&flavor=gp.large&name=db-9&term-priority=300&term-spot=on&term-preemption=notice&term-group=db&term-rule=anti-affinity:rack:soft&term-vm-isolated=on");
        var body = new ExplainPlacementBody
        {
            Kind = "vm", Flavor = "gp.large", Priority = 300, Group = new() { Name = "db", Rules = [new() { Kind = "anti-affinity", Level = "rack", Hard = false }] },
        };
        Cloud.Answer(CloudApi.Explain("team-07", body), new PlacementDecisionView(true, Samples.Placement(), Samples.Explanation()));
        var page = Render<Launch>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("--group-rule anti-affinity:rack:soft", page.Find("#same-cli-text").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("--priority 300 --spot", page.Find("#same-cli-text").TextContent.ReplaceLineEndings(" ").Replace(" \\   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(page.Find("details.terms").HasAttribute("open"));
        var sent = Assert.IsType<ExplainPlacementBody>(Cloud.Calls.Last(call => call.Path.EndsWith(":explain", StringComparison.Ordinal)).Body);
        Assert.Equal((300, "db", "anti-affinity", "rack", false), (sent.Priority, sent.Group!.Name, sent.Group.Rules[0].Kind, sent.Group.Rules[0].Level, sent.Group.Rules[0].Hard));
        // A VM has no container settings, whatever the address says.
        Assert.DoesNotContain("vm-isolated", page.Find("#same-cli-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Launch_WhatItRuns_IsAskedAndSaidAsCommand()
    {
        HasCatalogue();
        Http.Request.QueryString = new("?kind=vm&flavor=gp.large&name=db-9&term-workload=web&term-rate=200");
        Cloud.Answer(Explain("vm", "gp.large"), new PlacementDecisionView(true, Samples.Placement(), Samples.Explanation()));
        var page = Render<Launch>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("--workload web,rate=200", page.Find("#same-cli-text").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("\"ratePerSecond\": 200", page.Find("#same-curl-text").TextContent, StringComparison.Ordinal);
        Assert.Equal("web", page.Find("#term-workload option[selected]").GetAttribute("value"));
        Assert.True(page.Find("details.terms").HasAttribute("open"));
    }

    [Fact]
    public void Facts_Workload_IsSaidInWords()
    {
        static InstanceView With(WorkloadBody workload) => new()
        {
            Id = Guid.Empty, Project = Guid.Empty, Name = "a", Kind = "vm", Flavor = "f", Image = "i", Vcpus = 1, MemoryMib = 1, DiskGib = 1, Labels = [], State = "running", AllowedActions = [],
            Zone = "z", Placement = Samples.Placement(), Version = 1, CreatedBy = Guid.Empty, CreatedAt = default, UpdatedAt = default, Workload = workload,
        };
        string Facts(WorkloadBody workload) => Render<InstanceFacts>(p => p.Add(c => c.Instance, With(workload)).Add(c => c.Launcher, "me")).Find("dl").TextContent;
        Assert.Contains("Web server, 1,200 requests/s", Facts(new() { Kind = "web", RatePerSecond = 1_200 }), StringComparison.Ordinal);
        Assert.Contains("Schedule of 1 point", Facts(new() { Kind = "schedule", Points = [new() { Seconds = 0, Cpu = 1 }] }), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFits_Rows_SayWhatEndsThem()
    {
        Cloud.Answer(CloudApi.ProjectCapacity("team-07"), new PageView<ProjectSlotsView>([new("gp.large", "vm", "zone-a", 3, "vcpus"), new("micro.small", "microvm", "zone-a", 9, "capacity")], null));
        var page = Render<WhatFits>(p => p.Add(c => c.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Equal(["the quota of vcpus", "the zone's hosts"], page.FindAll("tbody td:last-child").Select(cell => cell.TextContent)), Patience);
    }

    [Fact]
    public void Capacity_Rows_TellExactFromAtLeast()
    {
        Cloud.Answer(CloudApi.Capacity(null), new PageView<FlavorSlotsView>(
            [new() { Flavor = "gp.large", Kind = "vm", Zone = "zone-a", Hosts = 2, AsAsked = 7, Exact = false }, new() { Flavor = "gp.small", Kind = "vm", Zone = "zone-a", Hosts = 2, AsAsked = 9, Exact = true, OnePart = 9 }], null));
        var page = Render<global::Cloud.Web.Pages.Operator.Capacity>();
        page.WaitForAssertion(() => Assert.Equal(["at least 7", "9"], page.FindAll("tbody td:nth-child(4)").Select(cell => cell.TextContent)), Patience);
    }

    [Fact]
    public void InstancePage_Gone_LeadsBackToTheList()
    {
        var page = Render<InstancePage>(p => p.Add(c => c.Project, "team-07").Add(c => c.Id, Guid.NewGuid()));
        page.WaitForAssertion(() => Assert.Equal("/p/team-07/instances", page.Find(".problem a").GetAttribute("href")), Patience);
        Assert.Equal(404, Services.GetRequiredService<PortalSession>().PageStatus);
    }

    [Fact]
    public void LookingInside_Container_ShowsNamespacesLayersUpperDirectoryAndControls()
    {
        var view = new ContainerView
        {
            Running = true, HostName = "web-1", Isolation = new("runc", true, "Namespaces separate what it sees."),
            Namespaces = [new("pid", "pid:[4026532203]", true, "host", "process numbers", "2 processes", "0x20000000"), new("user", "user:[4026531837]", false, "host", "user ids", "the host's users", "0x10000000")],
            UserMap = [new(0, 100_000, 65_536)], Mounts = [], ControlGroup = "/cloud.slice/ada/team-07/1",
            Root = new([new(1, "sha256:" + new string('a', 64), "COPY nginx /", 12 << 20, 8, 2, 4096)], [new("etc/motd", "whiteout", 0, ["character device 0/0"])], 0, 1 << 30, 0, false, false, 103 << 20),
            Processes = [new(2001, 1, 0, 0, 100_000, 1, "nginx: master process", "host")],
            Controls = [new("cpu.stat", "usage_usec 5\nnr_throttled 0", false, "time used")],
        };
        var section = Render<LookingInside>(p => p.Add(c => c.View, view));
        var text = section.Markup;
        Assert.Equal(["its own", "the host's"], section.FindAll("[aria-label=Namespaces] tbody td:nth-of-type(2)").Select(cell => cell.TextContent));
        Assert.Contains("character device 0/0", text, StringComparison.Ordinal);
        Assert.Contains("0 inside is 100000 outside", text, StringComparison.Ordinal);
        Assert.Contains("103 MiB", text, StringComparison.Ordinal);
        Assert.Contains("nr_throttled 0", section.Find("code.lines").TextContent, StringComparison.Ordinal);
        Assert.Empty(section.FindAll("[style]"));

        var refused = Render<LookingInside>(p => p.Add(c => c.Problem, FakeCloud.NotFound("container")));
        Assert.Contains("There is no 'container' here.", refused.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void InstancePage_Instance_ShowsActionsOperationsAndReasons()
    {
        var instance = Samples.Instances()[1];
        Cloud.Answer(CloudApi.Instance("team-07", instance.Id), instance)
            .Answer(CloudApi.Operations("team-07", instance.Id, 5), new PageView<OperationView>([Samples.Operation("instance.create", "succeeded")], null))
            .Answer(CloudApi.Events("team-07", instance.Id, 20), new PageView<EventView>([Samples.Event(7, "instance.running")], null))
            .Answer(CloudApi.Placement("team-07", instance.Id), new PlacementDecisionView(true, Samples.Placement(), Samples.Explanation()))
            .Answer(CloudApi.Members("team-07"), new PageView<RoleAssignmentView>([Samples.Member("aysel", Samples.UserId)], null));
        var page = Render<InstancePage>(p => p.Add(c => c.Project, "team-07").Add(c => c.Id, instance.Id));
        page.WaitForAssertion(() => Assert.Equal("web-1", page.Find("h1").TextContent), Patience);
        Assert.Equal(["Stop", "Reboot"], page.FindAll(".head button").Select(b => b.TextContent.Trim()));
        Assert.Contains("Kernel 110 ms", string.Join(" ", page.Find(".steps").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".numa li").Count);
        Assert.Contains("by you", page.Find(".facts").TextContent, StringComparison.Ordinal);
    }

    private static ApiCall<PlacementDecisionView> Explain(string kind, string flavor) =>
        CloudApi.Explain("team-07", new ExplainPlacementBody { Kind = kind, Flavor = flavor });

    private void HasCatalogue() => Cloud
        .Answer(CloudApi.Flavors(), new PageView<FlavorView>(Samples.Flavors(), null))
        .Answer(CloudApi.Images(), new PageView<ImageView>(Samples.Images(), null))
        .Answer(CloudApi.Zones(), new PageView<ZoneView>([new("zone-a", 16)], null));
}
