using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<PageView<RoleAssignmentView>> Members(string project) =>
        Get<PageView<RoleAssignmentView>>($"{Root}/projects/{Esc(project)}/members", "project", "members", "list", project);

    public static ApiCall<RoleAssignmentView> AddMember(string project, AddProjectMemberBody body) =>
        new(HttpMethod.Post, $"{Root}/projects/{Esc(project)}/members", body);

    public static ApiCall<NoContent> RemoveMember(string project, Guid assignment) =>
        new(HttpMethod.Delete, $"{Root}/projects/{Esc(project)}/members/{Esc(assignment)}");

    public static ApiCall<PageView<TokenView>> Tokens() => Get<PageView<TokenView>>($"{Root}/tokens", "token", "list");

    public static ApiCall<IssuedTokenView> CreateToken(CreateTokenBody body) => new(HttpMethod.Post, $"{Root}/tokens", body);

    public static ApiCall<NoContent> RevokeToken(Guid token) => new(HttpMethod.Delete, $"{Root}/tokens/{Esc(token)}");
}
