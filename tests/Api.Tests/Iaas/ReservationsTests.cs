using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class ReservationsTests(SharedCloud cloud)
{
    private static object Places(string name, int count = 2, string? zone = null, DateTimeOffset? expiresAt = null) =>
        new { name, kind = "container", flavor = "box.small", count, zone, expiresAt };

    private static object Box(string name, string reservation, string kind = "container") =>
        new { name, kind, flavor = "box.small", image = "busybox", reservation };

    [Fact]
    public async Task Reservation_FromCreateToDelete_ThroughEveryVerb()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        var answer = await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", zone: "z1"));
        var made = answer.Read<ReservationView>(201);
        Assert.Equal(("exam", "z1", 2, 0, 2), (made.Name, made.Zone, made.Count, made.Used, made.Free.Count));
        Assert.EndsWith($"/reservations/{made.Id}", answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("\"v1\"", answer.Header("ETag"));
        Assert.Equal(2, (await cloud.Operator.GetAsync($"projects/{project}")).Read<ProjectView>(200).Use.Instances);

        var box = (await cloud.Operator.PostAsync($"projects/{project}/instances", Box("one", "exam"))).Read<InstanceView>(201);
        Assert.Equal(made.Id, box.Reservation);
        Assert.Equal(made.Free[0].Host, box.Placement.Host);
        await cloud.Operator.WaitAsync(project, box.Id, "running");
        Assert.Equal(2, (await cloud.Operator.GetAsync($"projects/{project}")).Read<ProjectView>(200).Use.Instances);
        Assert.Equal(1, Assert.Single((await cloud.Operator.GetAsync($"projects/{project}/reservations")).Read<PageView<ReservationView>>(200).Items).Used);

        (await cloud.Operator.DeleteAsync($"projects/{project}")).Problem("in-use");
        (await cloud.Operator.DeleteAsync($"projects/{project}/reservations/{made.Id}", ("If-Match", "\"v1\""))).Problem("precondition-failed");
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"projects/{project}/reservations/{made.Id}")).Status);
        (await cloud.Operator.GetAsync($"projects/{project}/reservations/{made.Id}")).Problem("not-found");
        Assert.Equal("running", (await cloud.Operator.GetAsync($"projects/{project}/instances/{box.Id}")).Read<InstanceView>(200).State);
    }

    [Fact]
    public async Task Create_Repeated_GivesTheSameReservation()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        var first = (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam"), ("Idempotency-Key", "exam-1"))).Read<ReservationView>(201);
        var again = (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam"), ("Idempotency-Key", "exam-1"))).Read<ReservationView>(201);
        Assert.Equal((first.Id, first.Free.Count), (again.Id, again.Free.Count));
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 3), ("Idempotency-Key", "exam-1"))).Problem("idempotency-key-reused");
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam"))).Problem("name-taken");
    }

    [Fact]
    public async Task Claim_OfSomethingElseOrFromAFullOne_IsRefusedPrecisely()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 1))).Read<ReservationView>(201);
        var mismatch = (await cloud.Operator.PostAsync($"projects/{project}/instances", new { name = "vm", kind = "microvm", flavor = "micro.small", image = "alpine-3.22", reservation = "exam" })).Problem("reservation-mismatch");
        Assert.Equal(["kind", "flavor"], mismatch.Errors!.Select(error => error.Field));
        (await cloud.Operator.PostAsync($"projects/{project}/instances", Box("one", "exam"))).Read<InstanceView>(201);
        Assert.Equal("1 of the 1 places of exam are used, 0 are free.", (await cloud.Operator.PostAsync($"projects/{project}/instances", Box("two", "exam"))).Problem("reservation-full").Detail);
        Assert.Equal("reservation", (await cloud.Operator.PostAsync($"projects/{project}/instances", Box("three", "none"))).Field("reservation").Field);
    }

    [Fact]
    public async Task Create_ThatCannotBe_NamesWhatIsWrong()
    {
        var project = (await cloud.NewProjectAsync(instances: 3)).Name;
        Assert.Equal("instances", (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 4))).Problem("quota-exceeded").Quota!.Resource);
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 0))).Field("count");
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 1, "nowhere"))).Field("zone");
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 1, null, DateTimeOffset.UnixEpoch))).Field("expiresAt");
        var huge = (await cloud.NewProjectAsync()).Name;
        (await cloud.Operator.PatchAsync($"projects/{huge}", new { limit = new ResourceCountView(1000, 100_000, 100_000_000, 1_000_000) })).Read<ProjectView>(200);
        var refused = (await cloud.Operator.PostAsync($"projects/{huge}/reservations", new { name = "all", kind = "vm", flavor = "vm.large", count = 480, zone = "z1" })).Problem("no-capacity");
        Assert.Matches("^[0-9]+ of 480 members fit; member [0-9]+ does not: ", refused.Detail);
        Assert.Equal(480, refused.Together!.Asked);
        Assert.NotEmpty(refused.Explanation!.Refusals);
    }

    [Fact]
    public async Task Claim_ByManyAtOnce_GivesEachPlaceToExactlyOne()
    {
        var project = (await cloud.NewProjectAsync()).Name;
        (await cloud.Operator.PostAsync($"projects/{project}/reservations", Places("exam", 3))).Read<ReservationView>(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(number => cloud.Operator.PostAsync($"projects/{project}/instances", Box($"box-{number}", "exam"))));
        Assert.Equal(3, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.Problem("reservation-full"));
        Assert.Equal(3, Assert.Single((await cloud.Operator.GetAsync($"projects/{project}/reservations")).Read<PageView<ReservationView>>(200).Items).Used);
        Assert.Equal(3, (await cloud.Operator.GetAsync($"projects/{project}/instances")).Read<PageView<InstanceView>>(200).Items.Count);
    }

    [Fact]
    public async Task Reservation_AfterARestart_IsStillHeld()
    {
        var directory = CloudProcess.NewDirectory();
        Guid id, box;
        string password;
        await using (var first = await CloudProcess.StartAsync(directory))
        {
            password = first.OperatorPassword;
            using var client = await first.SignInAsync("operator", password);
            var project = await NewProjectAsync(client);
            id = (await client.PostAsync($"projects/{project}/reservations", Places("exam"))).Read<ReservationView>(201).Id;
            box = (await client.PostAsync($"projects/{project}/instances", Box("one", "exam"))).Read<InstanceView>(201).Id;
        }

        await using (var second = await CloudProcess.StartAsync(directory))
        {
            using var client = await second.SignInAsync("operator", password);
            var kept = (await client.GetAsync($"projects/kept/reservations/{id}")).Read<ReservationView>(200);
            Assert.Equal((2, 1, 1), (kept.Count, kept.Used, kept.Free.Count));
            await client.WaitAsync("kept", box, "running");
            Assert.Equal(2, (await client.GetAsync("projects/kept")).Read<ProjectView>(200).Use.Instances);
        }

        Directory.Delete(directory, recursive: true);
    }

    private static async Task<string> NewProjectAsync(ApiClient client)
    {
        var tenant = (await client.PostAsync("tenants", new { name = "t" })).Read<TenantView>(201);
        return (await client.PostAsync("projects", new { tenant = tenant.Id, name = "kept" })).Read<ProjectView>(201).Name;
    }
}
