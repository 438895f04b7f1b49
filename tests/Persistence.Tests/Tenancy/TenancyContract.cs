using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Tests.Support;

namespace Cloud.Persistence.Tests.Tenancy;

/// <summary>People, projects and catalogue: what is read is what was applied, and a conflict changes nothing.</summary>
public abstract class TenancyContract(IStoreServer server) : StoreSuite(server)
{
    [Fact]
    public async Task Load_ByTheNextProcess_EqualsWhatWasApplied()
    {
        var options = await Server.CreateAsync();
        await using (var store = await TestStore.OpenAsync(options))
            await store.Tenancy.ApplyAsync(People.Everything, Samples.Remembered("tenancy"), Cancel);

        await using var next = await TestStore.OpenAsync(options);
        var image = await next.Tenancy.LoadAsync(Cancel);
        Assert.Equal(Canonical.Of(People.Image), Canonical.Of(image));
        Assert.NotNull(await next.Idempotency.FindAsync(Samples.User, "tenancy", Cancel));
    }

    [Fact]
    public async Task Apply_Replacements_AreReadBack()
    {
        await using var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
        var project = People.Project with { Name = "team-08", DisplayName = "Eight", Limit = new(9, 8, 7, 6), Version = 5 };
        var tenant = People.Tenant with { Name = "ada-2", DisplayName = "Ada II" };

        await store.Tenancy.ApplyAsync(
            [
                new TenancyChange.PutTenant(tenant),
                new TenancyChange.PutProject(project, ExpectedVersion: 3),
                new TenancyChange.SetUserDisabled(People.Student.Id, Disabled: true),
                new TenancyChange.RemoveToken(People.Token.Id),
                new TenancyChange.RemoveAssignment(People.Owner.Id),
                new TenancyChange.RemoveFlavor(People.Small.Id),
            ],
            remember: null,
            Cancel);

        var expected = People.Image with
        {
            Tenants = [tenant],
            Projects = [project],
            Users = [People.Operator, People.Student with { IsDisabled = true }],
            Tokens = [],
            Assignments = [People.Member],
            Flavors = [],
        };
        Assert.Equal(Canonical.Of(expected), Canonical.Of(await store.Tenancy.LoadAsync(Cancel)));
        await store.Tenancy.ApplyAsync([new TenancyChange.SetUserDisabled(People.Student.Id, Disabled: false)], remember: null, Cancel);
        Assert.Equal([People.Operator, People.Student], (await store.Tenancy.LoadAsync(Cancel)).Users);
    }

    public static TheoryData<string> Conflicts { get; } =
    [
        "tenant name", "tenant renamed", "project name", "project id", "project renamed", "project version", "project of no tenant", "user name",
        "user name in other case", "assignment twice", "assignment in project twice", "assignment of nobody", "assignment nowhere", "assignment twofold",
        "token name", "token of nobody", "flavor", "image", "disable nobody", "delete no project", "delete project with instances", "key",
    ];

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Apply_OneConflict_ChangesNothing(string conflict)
    {
        await using var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(
            [.. People.Everything, new TenancyChange.PutTenant(People.OtherTenant), new TenancyChange.PutProject(People.OtherProject, null)], Samples.Remembered("taken"), Cancel);
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(50) with { Project = People.OtherProject.Id }]), Cancel);
        var before = Canonical.Of(await store.Tenancy.LoadAsync(Cancel));
        var good = new TenancyChange.AddImage(People.Debian with { Id = new("good") });

        await Assert.ThrowsAsync<TenancyConflictException>(() => store.Tenancy.ApplyAsync(
            [good, Conflict(conflict)], Samples.Remembered(conflict is "key" ? "taken" : "free"), Cancel));

        Assert.Equal(before, Canonical.Of(await store.Tenancy.LoadAsync(Cancel)));
        Assert.Null(await store.Idempotency.FindAsync(Samples.User, "free", Cancel));
    }

    [Fact]
    public async Task Apply_DeleteProject_TakesMembersTokensAndUseAlong()
    {
        await using var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
        await store.Cluster.CommitAsync(Samples.Batch(use: [new(People.Project.Id, new(1, 1, 1, 1)), Samples.Use(2)]), Cancel);

        await store.Tenancy.ApplyAsync([new TenancyChange.DeleteProject(People.Project.Id)], remember: null, Cancel);

        var image = await store.Tenancy.LoadAsync(Cancel);
        Assert.Equal(Canonical.Of(People.Image with { Projects = [], Assignments = [People.Owner], Tokens = [] }), Canonical.Of(image));
        Assert.Equal(Samples.Project, Assert.Single((await store.Cluster.LoadAsync(Cancel)).Use).Key);
    }

    [Fact]
    public async Task Apply_RemovalsTwice_AreNoConflict()
    {
        await using var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
        TenancyChange[] removals =
            [new TenancyChange.RemoveToken(People.Token.Id), new TenancyChange.RemoveAssignment(People.Owner.Id), new TenancyChange.RemoveFlavor(People.Small.Id)];

        await store.Tenancy.ApplyAsync(removals, remember: null, Cancel);
        await store.Tenancy.ApplyAsync(removals, remember: null, Cancel);

        Assert.Empty((await store.Tenancy.LoadAsync(Cancel)).Tokens);
    }

    [Fact]
    public async Task TouchTokens_OlderThanKnown_KeepsTheNewer()
    {
        await using var store = await OpenAsync();
        await store.Tenancy.ApplyAsync(People.Everything, remember: null, Cancel);
        var later = People.Token.LastUsedAt!.Value.AddMinutes(5);

        foreach (var time in (DateTimeOffset[])[later, later.AddMinutes(-1)])
        {
            await store.Tenancy.TouchTokensAsync(
                new Dictionary<TokenId, DateTimeOffset> { [People.Token.Id] = time, [new(Samples.Id(999))] = time }, Cancel);
        }

        Assert.Equal(later, Assert.Single((await store.Tenancy.LoadAsync(Cancel)).Tokens).LastUsedAt);
    }

    [Fact]
    public async Task Apply_ManyAtOnceWithCommits_AllArrive()
    {
        await using var store = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => Task.Run(() => number % 2 == 0
            ? store.Tenancy.ApplyAsync([new TenancyChange.AddImage(People.Debian with { Id = new($"image-{number}") })], remember: null, Cancel)
            : store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(number)]), Cancel))));

        Assert.Equal(10, (await store.Tenancy.LoadAsync(Cancel)).Images.Count);
        Assert.Equal(10, (await store.Cluster.LoadAsync(Cancel)).Instances.Count);
    }

    private static TenancyChange Conflict(string conflict) => conflict switch
    {
        "tenant name" => new TenancyChange.PutTenant(People.Tenant with { Id = new(Samples.Id(500)) }),
        "tenant renamed" => new TenancyChange.PutTenant(People.Tenant with { Name = People.OtherTenant.Name }),
        "project name" => new TenancyChange.PutProject(People.Project with { Id = new(Samples.Id(500)) }, ExpectedVersion: null),
        "project id" => new TenancyChange.PutProject(People.Project with { Name = "free" }, ExpectedVersion: null),
        "project renamed" => new TenancyChange.PutProject(People.Project with { Name = People.OtherProject.Name, Version = 4 }, ExpectedVersion: 3),
        "project version" => new TenancyChange.PutProject(People.Project with { Version = 3 }, ExpectedVersion: 2),
        "project of no tenant" => new TenancyChange.PutProject(
            People.Project with { Id = new(Samples.Id(500)), Name = "free", Tenant = new(Samples.Id(501)) }, ExpectedVersion: null),
        "user name" => new TenancyChange.AddUser(People.Student with { Id = new(Samples.Id(500)) }, People.Password),
        "user name in other case" => new TenancyChange.AddUser(People.Student with { Id = new(Samples.Id(500)), UserName = "Aysel" }, People.Password),
        "assignment twice" => new TenancyChange.AddAssignment(People.Owner with { Id = Samples.Id(500) }),
        "assignment in project twice" => new TenancyChange.AddAssignment(People.Member with { Id = Samples.Id(500) }),
        "assignment of nobody" => new TenancyChange.AddAssignment(People.Owner with { Id = Samples.Id(500), User = new(Samples.Id(501)) }),
        "assignment nowhere" => new TenancyChange.AddAssignment(People.Owner with { Id = Samples.Id(500), Tenant = null }),
        "assignment twofold" => new TenancyChange.AddAssignment(People.Owner with { Id = Samples.Id(500), Project = People.Project.Id }),
        "token name" => new TenancyChange.AddToken(People.Token with { Id = new(Samples.Id(500)) }),
        "token of nobody" => new TenancyChange.AddToken(People.Token with { Id = new(Samples.Id(500)), User = new(Samples.Id(501)) }),
        "flavor" => new TenancyChange.AddFlavor(People.Small with { Description = "another" }),
        "image" => new TenancyChange.AddImage(People.Debian with { Description = "another" }),
        "disable nobody" => new TenancyChange.SetUserDisabled(new(Samples.Id(500)), Disabled: true),
        "delete no project" => new TenancyChange.DeleteProject(new(Samples.Id(500))),
        "delete project with instances" => new TenancyChange.DeleteProject(People.OtherProject.Id),
        "key" => new TenancyChange.AddImage(People.Debian with { Id = new("free") }),
        _ => throw new ArgumentException("No such conflict.", nameof(conflict)),
    };
}

public sealed class SqliteTenancyTests(SqliteServer server) : TenancyContract(server);

public sealed class PostgresTenancyTests(PostgresServer server) : TenancyContract(server);
