using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

[assembly: AssemblyFixture(typeof(SharedCloud))]

namespace Cloud.Api.Tests.Fixture;

/// <summary>
/// One host for every test that does not need its own: tenant <c>ada</c> with project <c>alpha</c> and a person in each role, tenant
/// <c>other</c> with project <c>beta</c> and an outsider.
/// </summary>
public sealed class SharedCloud : IAsyncLifetime
{
    public const string Password = "correct-horse-9-battery";

    private int _names;

    public CloudProcess Process { get; private set; } = null!;

    public ApiClient Anonymous { get; private set; } = null!;

    public ApiClient Operator { get; private set; } = null!;

    /// <summary>Owner of tenant ada.</summary>
    public ApiClient Owner { get; private set; } = null!;

    public ApiClient Admin { get; private set; } = null!;

    public ApiClient Member { get; private set; } = null!;

    public ApiClient Reader { get; private set; } = null!;

    /// <summary>Admin of project beta in another tenant.</summary>
    public ApiClient Outsider { get; private set; } = null!;

    public TenantView Ada { get; private set; } = null!;

    public ProjectView Alpha { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await CloudProcess.StartAsync(CloudProcess.NewDirectory());
        Anonymous = Process.Anonymous();
        Operator = await Process.SignInAsync("operator", Process.OperatorPassword);
        Ada = (await Operator.PostAsync("tenants", new { name = "ada", displayName = "ADA University" })).Read<TenantView>(201);
        var other = (await Operator.PostAsync("tenants", new { name = "other" })).Read<TenantView>(201);
        Alpha = await NewProjectAsync("alpha");
        var beta = (await Operator.PostAsync("projects", new { tenant = other.Id, name = "beta" })).Read<ProjectView>(201);

        Owner = await NewUserAsync("owner");
        (await Operator.PostAsync("tenants/ada/members", new { userName = "owner" })).Read<RoleAssignmentView>(201);
        Admin = await NewMemberAsync("admin", Alpha, "project-admin");
        Member = await NewMemberAsync("member", Alpha, "project-member");
        Reader = await NewMemberAsync("reader", Alpha, "project-reader");
        Outsider = await NewMemberAsync("outsider", beta, "project-admin");
    }

    /// <summary>A name nobody else in this run uses.</summary>
    public string NewName(string prefix) => $"{prefix}-{Interlocked.Increment(ref _names)}";

    /// <summary>A project of tenant ada with a quota of its own.</summary>
    public async Task<ProjectView> NewProjectAsync(string? name = null, long instances = 1000)
    {
        var limit = new ResourceCountView(instances, 4000, 8_000_000, 100_000);
        return (await Operator.PostAsync("projects", new { tenant = Ada.Id, name = name ?? NewName("project"), limit })).Read<ProjectView>(201);
    }

    /// <summary>A new user, signed in.</summary>
    public async Task<ApiClient> NewUserAsync(string userName)
    {
        (await Operator.PostAsync("users", new { userName, password = Password })).Read<UserView>(201);
        return await Process.SignInAsync(userName, Password);
    }

    public async Task<ApiClient> NewMemberAsync(string userName, ProjectView project, string role)
    {
        var client = await NewUserAsync(userName);
        (await Operator.PostAsync($"projects/{project.Id}/members", new { userName, role })).Read<RoleAssignmentView>(201);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(Process.Directory, recursive: true);
    }
}
