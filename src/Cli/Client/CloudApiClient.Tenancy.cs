using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    public Task<MeView> MeAsync(CancellationToken cancel) => GetAsync("me", ContractsJson.Default.MeView, cancel);

    public async Task<IssuedTokenView> SignInAsync(SignInBody body, CancellationToken cancel) =>
        (await PostAsync("sign-in", body, ContractsJson.Default.SignInBody, ContractsJson.Default.IssuedTokenView, cancel)).Value;

    public IAsyncEnumerable<TokenView> TokensAsync(CancellationToken cancel) => ListAsync("tokens", ContractsJson.Default.PageViewTokenView, cancel);

    public async Task<IssuedTokenView> CreateTokenAsync(CreateTokenBody body, CancellationToken cancel) =>
        (await PostAsync("tokens", body, ContractsJson.Default.CreateTokenBody, ContractsJson.Default.IssuedTokenView, cancel)).Value;

    public Task RevokeTokenAsync(Guid id, CancellationToken cancel) => DeleteAsync($"tokens/{id}", cancel);

    public IAsyncEnumerable<UserView> UsersAsync(CancellationToken cancel) => ListAsync("users", ContractsJson.Default.PageViewUserView, cancel);

    public async Task<UserView> CreateUserAsync(CreateUserBody body, CancellationToken cancel) =>
        (await PostAsync("users", body, ContractsJson.Default.CreateUserBody, ContractsJson.Default.UserView, cancel)).Value;

    /// <param name="user">The user.</param>
    /// <param name="action">disable or enable.</param>
    /// <param name="cancel">Ends the call.</param>
    public async Task<UserView> ActOnUserAsync(Guid user, string action, CancellationToken cancel) =>
        (await ActAsync(HttpMethod.Post, $"users/{user}:{action}", ContractsJson.Default.UserView, cancel)).Value;

    public IAsyncEnumerable<TenantView> TenantsAsync(CancellationToken cancel) => ListAsync("tenants", ContractsJson.Default.PageViewTenantView, cancel);

    public Task<TenantView> TenantAsync(string tenant, CancellationToken cancel) =>
        GetAsync($"tenants/{Escape(tenant)}", ContractsJson.Default.TenantView, cancel);

    public async Task<TenantView> CreateTenantAsync(CreateTenantBody body, CancellationToken cancel) =>
        (await PostAsync("tenants", body, ContractsJson.Default.CreateTenantBody, ContractsJson.Default.TenantView, cancel)).Value;

    public IAsyncEnumerable<ProjectView> ProjectsAsync(CancellationToken cancel) => ListAsync("projects", ContractsJson.Default.PageViewProjectView, cancel);

    public Task<ProjectView> ProjectAsync(string project, CancellationToken cancel) =>
        GetAsync($"projects/{Escape(project)}", ContractsJson.Default.ProjectView, cancel);

    public async Task<ProjectView> CreateProjectAsync(CreateProjectBody body, CancellationToken cancel) =>
        (await PostAsync("projects", body, ContractsJson.Default.CreateProjectBody, ContractsJson.Default.ProjectView, cancel)).Value;

    public Task<ProjectView> UpdateProjectAsync(string project, UpdateProjectBody body, CancellationToken cancel) =>
        PatchAsync($"projects/{Escape(project)}", body, ContractsJson.Default.UpdateProjectBody, ContractsJson.Default.ProjectView, cancel);

    public Task DeleteProjectAsync(string project, CancellationToken cancel) => DeleteAsync($"projects/{Escape(project)}", cancel);

    /// <param name="owner">Path of what has members: <c>tenants/NAME</c> or <c>projects/NAME</c>, not yet escaped.</param>
    /// <param name="cancel">Ends the call.</param>
    public IAsyncEnumerable<RoleAssignmentView> MembersAsync((string Collection, string Name) owner, CancellationToken cancel) =>
        ListAsync($"{owner.Collection}/{Escape(owner.Name)}/members", ContractsJson.Default.PageViewRoleAssignmentView, cancel);

    public async Task<RoleAssignmentView> AddProjectMemberAsync(string project, AddProjectMemberBody body, CancellationToken cancel) =>
        (await PostAsync(
            $"projects/{Escape(project)}/members", body, ContractsJson.Default.AddProjectMemberBody, ContractsJson.Default.RoleAssignmentView, cancel)).Value;

    public async Task<RoleAssignmentView> AddTenantMemberAsync(string tenant, AddTenantMemberBody body, CancellationToken cancel) =>
        (await PostAsync(
            $"tenants/{Escape(tenant)}/members", body, ContractsJson.Default.AddTenantMemberBody, ContractsJson.Default.RoleAssignmentView, cancel)).Value;

    public Task RemoveMemberAsync((string Collection, string Name) owner, Guid assignment, CancellationToken cancel) =>
        DeleteAsync($"{owner.Collection}/{Escape(owner.Name)}/members/{assignment}", cancel);
}
