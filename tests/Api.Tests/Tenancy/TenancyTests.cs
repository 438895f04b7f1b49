using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Tenancy;

public sealed class TenancyTests(SharedCloud cloud)
{
    [Fact]
    public async Task Me_OfAMember_ShowsUserScopeAndRoles()
    {
        var me = (await cloud.Member.GetAsync("me")).Read<MeView>(200);
        Assert.Equal(("member", false, "manage"), (me.UserName, me.IsOperator, me.Scope));
        var role = Assert.Single(me.Roles);
        Assert.Equal(("project-member", "member", cloud.Alpha.Id), (role.Role, role.UserName, role.Project));
    }

    [Fact]
    public async Task Tenants_AreSeenByTheirPeopleOnly()
    {
        Assert.Contains((await cloud.Operator.GetAsync("tenants")).Read<PageView<TenantView>>(200).Items, tenant => tenant.Name == "other");
        Assert.Equal(["ada"], (await cloud.Reader.GetAsync("tenants")).Read<PageView<TenantView>>(200).Items.Select(tenant => tenant.Name));
        Assert.Equal("ADA University", (await cloud.Owner.GetAsync("tenants/ada")).Read<TenantView>(200).DisplayName);
        (await cloud.Owner.GetAsync("tenants/other")).Problem("not-found");
    }

    [Theory]
    [InlineData("projects/alpha", "projects/never-was")]
    [InlineData("tenants/ada", "tenants/never-was")]
    public async Task SomebodyElses_AnswersLikeOneThatNeverWas(string hidden, string absent) => Assert.Equal(
        (await cloud.Outsider.GetAsync(absent)).Problem("not-found").Detail, (await cloud.Outsider.GetAsync(hidden)).Problem("not-found").Detail);

    [Fact]
    public async Task CreateTenant_ByAnOwner_Answers403() => (await cloud.Owner.PostAsync("tenants", new { name = "mine" })).Problem("forbidden");

    [Fact]
    public async Task CreateTenant_NameInUse_Answers409() => (await cloud.Operator.PostAsync("tenants", new { name = "ada" })).Problem("name-taken");

    [Fact]
    public async Task CreateProject_ByTheTenantsOwner_LivesThereWithTheDefaultQuota()
    {
        var name = cloud.NewName("owned");
        var answer = await cloud.Owner.PostAsync("projects", new { tenant = cloud.Ada.Id, name });
        var project = answer.Read<ProjectView>(201);
        Assert.Equal((cloud.Ada.Id, name, "tenant-owner"), (project.Tenant, project.Name, project.Role));
        Assert.Equal(new ResourceCountView(50, 100, 400 * 1024, 2000), project.Limit);
        Assert.Equal(new ResourceCountView(0, 0, 0, 0), project.Use);
        Assert.Equal($"/api/v1/projects/{project.Id}", answer.Header("Location"));
    }

    [Fact]
    public async Task CreateProject_InAnothersTenant_Answers404() =>
        (await cloud.Outsider.PostAsync("projects", new { tenant = cloud.Ada.Id, name = "intruder" })).Problem("not-found");

    [Fact]
    public async Task Projects_AreSeenByTheirPeopleOnly()
    {
        Assert.Contains((await cloud.Member.GetAsync("projects")).Read<PageView<ProjectView>>(200).Items, project => project.Name == "alpha");
        Assert.Equal(["beta"], (await cloud.Outsider.GetAsync("projects")).Read<PageView<ProjectView>>(200).Items.Select(project => project.Name));
    }

    [Fact]
    public async Task UpdateProject_QuotaByItsAdmin_IsForTheOwner()
    {
        var project = await cloud.NewProjectAsync();
        var admin = await cloud.NewMemberAsync(cloud.NewName("admin"), project, "project-admin");
        var limit = new { instances = 5, vcpus = 5, memoryMib = 5000, diskGib = 50 };
        (await admin.PatchAsync($"projects/{project.Name}", new { limit })).Problem("forbidden");
        Assert.Equal("Renamed", (await admin.PatchAsync($"projects/{project.Name}", new { displayName = "Renamed" })).Read<ProjectView>(200).DisplayName);
        Assert.Equal(5, (await cloud.Owner.PatchAsync($"projects/{project.Name}", new { limit })).Read<ProjectView>(200).Limit.Instances);
    }

    [Fact]
    public async Task DeleteProject_WithInstances_IsRefusedUntilTheyAreGone()
    {
        var project = await cloud.NewProjectAsync();
        var instance = await cloud.Operator.CreateRunningAsync(project.Name, "last");
        (await cloud.Owner.DeleteAsync($"projects/{project.Name}")).Problem("in-use");
        await cloud.Operator.DeleteAsync($"projects/{project.Name}/instances/{instance.Id}");
        while ((await cloud.Operator.GetAsync($"projects/{project.Name}/instances/{instance.Id}")).Status != 404)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Equal(204, (await cloud.Owner.DeleteAsync($"projects/{project.Name}")).Status);
        (await cloud.Owner.GetAsync($"projects/{project.Name}")).Problem("not-found");
    }

    [Fact]
    public async Task ProjectMember_AddedAndRemoved_GainsAndLosesAccessAtOnce()
    {
        var project = await cloud.NewProjectAsync();
        var name = cloud.NewName("guest");
        using var guest = await cloud.NewUserAsync(name);
        (await guest.GetAsync($"projects/{project.Name}")).Problem("not-found");
        var added = (await cloud.Owner.PostAsync($"projects/{project.Name}/members", new { userName = name, role = "project-reader" })).Read<RoleAssignmentView>(201);
        Assert.Equal("project-reader", (await guest.GetAsync($"projects/{project.Name}")).Read<ProjectView>(200).Role);
        Assert.Contains((await guest.GetAsync($"projects/{project.Name}/members")).Read<PageView<RoleAssignmentView>>(200).Items, member => member.UserName == name);
        Assert.Equal(204, (await cloud.Owner.DeleteAsync($"projects/{project.Name}/members/{added.Id}")).Status);
        (await guest.GetAsync($"projects/{project.Name}")).Problem("not-found");
    }

    [Fact]
    public async Task AddProjectMember_UnknownRole_NamesTheRoles() =>
        Assert.Equal("one of project-admin, project-member, project-reader", (await cloud.Owner.PostAsync("projects/alpha/members", new { userName = "member", role = "king" })).Field("role").Accepted);

    [Fact]
    public async Task AddProjectMember_AsMember_Answers403() =>
        (await cloud.Member.PostAsync("projects/alpha/members", new { userName = "outsider", role = "project-reader" })).Problem("forbidden");

    [Fact]
    public async Task TenantMember_AddedTwice_IsOneAssignment()
    {
        var again = (await cloud.Operator.PostAsync("tenants/ada/members", new { userName = "owner" })).Read<RoleAssignmentView>(201);
        var members = (await cloud.Owner.GetAsync("tenants/ada/members")).Read<PageView<RoleAssignmentView>>(200).Items;
        Assert.Equal(again.Id, Assert.Single(members, member => member.UserName == "owner").Id);
    }

    [Fact]
    public async Task TenantMembers_ForAProjectMember_AreForbidden() => (await cloud.Member.GetAsync("tenants/ada/members")).Problem("forbidden");

    [Fact]
    public async Task Users_AreThoseWhoShareATenant()
    {
        var seen = (await cloud.Outsider.GetAsync("users")).Read<PageView<UserView>>(200).Items.Select(user => user.UserName);
        Assert.Equal(["outsider"], seen);
        Assert.Contains("outsider", (await cloud.Operator.GetAsync("users")).Read<PageView<UserView>>(200).Items.Select(user => user.UserName));
    }

    [Fact]
    public async Task CreateUser_WeakPassword_NamesTheFieldAndNotThePassword()
    {
        var answer = await cloud.Operator.PostAsync("users", new { userName = "weak", password = "hunter2" });
        Assert.Equal("password", answer.Problem("validation-failed").Errors![0].Field);
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateUser_AsOwner_Answers403() => (await cloud.Owner.PostAsync("users", new { userName = "x", password = SharedCloud.Password })).Problem("forbidden");

    [Fact]
    public async Task DisableUser_EndsTokensAtOnceAndEnableBringsThemBack()
    {
        var name = cloud.NewName("leaver");
        using var leaver = await cloud.NewUserAsync(name);
        var id = (await leaver.GetAsync("me")).Read<MeView>(200).Id;
        Assert.True((await cloud.Operator.PostAsync($"users/{id}:disable")).Read<UserView>(200).IsDisabled);
        (await leaver.GetAsync("me")).Problem("unauthenticated");
        (await cloud.Anonymous.PostAsync("sign-in", new { userName = name, password = SharedCloud.Password })).Problem("sign-in-failed");
        Assert.False((await cloud.Operator.PostAsync($"users/{id}:enable")).Read<UserView>(200).IsDisabled);
        Assert.Equal(200, (await leaver.GetAsync("me")).Status);
    }
}
