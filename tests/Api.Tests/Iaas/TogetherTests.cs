using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

/// <summary>Several instances in one request, all or none.</summary>
public sealed class TogetherTests(SharedCloud cloud)
{
    private static object Boxes(int count, string name = "box", string? zone = null, object? group = null, string? reservation = null) => new
    {
        count, instance = new { name, kind = "container", flavor = "box.small", image = "busybox", zone, group, reservation },
    };

    private static object AntiAffinity(string level) => new { name = "web", rules = new[] { new { kind = "anti-affinity", level } } };

    [Fact]
    public async Task CreateAll_ThatFits_CreatesEveryOneByTheRulesOfTheGroup()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        var answer = await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3, group: AntiAffinity("zone")), ("Idempotency-Key", "three"));
        var made = answer.Read<CreatedInstancesView>(201).Instances;
        Assert.Equal(["box-1", "box-2", "box-3"], made.Select(instance => instance.Name));
        Assert.Equal(3, made.Select(instance => instance.Zone).Distinct(StringComparer.Ordinal).Count());
        foreach (var instance in made) await cloud.Operator.WaitAsync(project, instance.Id, "running");
        var again = (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3, group: AntiAffinity("zone")), ("Idempotency-Key", "three"))).Read<CreatedInstancesView>(201).Instances;
        Assert.Equal(made.Select(instance => instance.Id), again.Select(instance => instance.Id));
    }

    [Fact]
    public async Task CreateAll_OfOneTooMany_CreatesNoneAndSaysWhatWouldHaveFitted()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        var refused = (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(4, group: AntiAffinity("zone")))).Problem("no-capacity");
        Assert.Equal((4, 3, 3), (refused.Together!.Asked, refused.Together.Fitting, refused.Together.Members.Count));
        Assert.StartsWith("3 of 4 members fit; member 3 does not: KeepsAntiAffinity refuses", refused.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Explanation!.Advice);
        Assert.Empty((await cloud.Operator.GetAsync($"projects/{project}/instances")).Read<PageView<InstanceView>>(200).Items);
        Assert.Equal(0, (await cloud.Operator.GetAsync($"projects/{project}")).Read<ProjectView>(200).Use.Instances);
    }

    [Fact]
    public async Task CreateAll_ThatCannotBe_NamesWhatIsWrong()
    {
        var project = (await cloud.NewProjectAsync(instances: 4)).Name;
        Assert.Equal(5, (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(5))).Problem("quota-exceeded").Quota!.Requested);
        await cloud.Operator.CreateAsync(project, "box-2");
        Assert.Equal("1 of the 3 names are in use in this project: box-2.", (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3))).Problem("name-taken").Detail);
        (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(0))).Field("count");
        (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3, zone: "nowhere"))).Field("instance.zone");
        (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3, "no_name"))).Field("instance.name");
    }

    [Fact]
    public async Task CreateAll_OnAReservation_TakesItsPlacesOrNone()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", new { name = "exam", kind = "container", flavor = "box.small", count = 3 })).Read<ReservationView>(201);
        Assert.Equal(
            "4 places are asked for; 0 of the 3 places of exam are used, 3 are free.",
            (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(4, reservation: "exam"))).Problem("reservation-full").Detail);
        Assert.Equal(3, (await cloud.Operator.PostAsync($"projects/{project}/instances:createAll", Boxes(3, reservation: "exam"))).Read<CreatedInstancesView>(201).Instances.Count);
        Assert.Equal(3, Assert.Single((await cloud.Operator.GetAsync($"projects/{project}/reservations")).Read<PageView<ReservationView>>(200).Items).Used);
    }
}
