using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Tests.Tenancy;

public class AccessSnapshotTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Ada = new(Id(1));
    private static readonly TenantId Other = new(Id(2));
    private static readonly ProjectId Team = new(Id(3));
    private static readonly ProjectId Sibling = new(Id(4));
    private static readonly ProjectId Foreign = new(Id(5));
    private static readonly UserId Owner = new(Id(6));
    private static readonly UserId Member = new(Id(7));
    private static readonly UserId Reader = new(Id(8));
    private static readonly UserId Stranger = new(Id(9));

    private static readonly AccessSnapshot Access = new(new AccessImage(
        [new(Ada, "ada", "ADA", Then), new(Other, "other", "Other", Then)],
        [new(Team, Ada, "team", "Team", default, 1, Then), new(Sibling, Ada, "sibling", "Sibling", default, 1, Then), new(Foreign, Other, "foreign", "F", default, 1, Then)],
        [
            new(Id(20), Owner, Role.TenantOwner, Ada, null, Then),
            new(Id(21), Member, Role.ProjectMember, null, Team, Then),
            new(Id(22), Reader, Role.ProjectReader, null, Team, Then),
        ],
        [], [], [], []));

    [Theory]
    [InlineData("owner", Permission.ProjectManage, AccessVerdict.Allowed)]
    [InlineData("member", Permission.InstanceWrite, AccessVerdict.Allowed)]
    [InlineData("member", Permission.ProjectManage, AccessVerdict.Forbidden)]
    [InlineData("reader", Permission.InstanceRead, AccessVerdict.Allowed)]
    [InlineData("reader", Permission.InstanceWrite, AccessVerdict.Forbidden)]
    [InlineData("stranger", Permission.InstanceRead, AccessVerdict.Hidden)]
    public void Decide_InAProject_FollowsTheRole(string who, Permission permission, AccessVerdict expected) =>
        Assert.Equal(expected, Access.Decide(Caller(who), permission, Team));

    [Theory]
    [InlineData("member")]
    [InlineData("reader")]
    public void Decide_ASiblingProject_IsHidden(string who) =>
        Assert.Equal(AccessVerdict.Hidden, Access.Decide(Caller(who), Permission.InstanceRead, Sibling));

    [Fact]
    public void Decide_TheOwner_ReachesAllOfTheTenantAndNothingElse()
    {
        Assert.Equal(AccessVerdict.Allowed, Access.Decide(Caller("owner"), Permission.InstanceWrite, Sibling));
        Assert.Equal(AccessVerdict.Hidden, Access.Decide(Caller("owner"), Permission.InstanceRead, Foreign));
        Assert.Equal(AccessVerdict.Hidden, Access.Decide(Caller("owner"), Permission.TenantRead, Other));
    }

    [Fact]
    public void Decide_ATenantOneOnlyWorksIn_IsSeenButForbidden() =>
        Assert.Equal(AccessVerdict.Forbidden, Access.Decide(Caller("member"), Permission.TenantRead, Ada));

    [Theory]
    [InlineData(TokenScope.Read, Permission.InstanceRead, AccessVerdict.Allowed)]
    [InlineData(TokenScope.Read, Permission.InstanceWrite, AccessVerdict.ScopeTooNarrow)]
    [InlineData(TokenScope.Write, Permission.InstanceWrite, AccessVerdict.Allowed)]
    [InlineData(TokenScope.Write, Permission.ProjectManage, AccessVerdict.ScopeTooNarrow)]
    [InlineData(TokenScope.Manage, Permission.ProjectManage, AccessVerdict.Allowed)]
    public void Decide_AToken_NeverExceedsItsScope(TokenScope scope, Permission permission, AccessVerdict expected) =>
        Assert.Equal(expected, Access.Decide(Caller("owner", scope), permission, Team));

    [Fact]
    public void Decide_ATokenForOneProject_SeesNoOther()
    {
        var caller = Caller("owner") with { OnlyProject = Team };

        Assert.Equal(AccessVerdict.Allowed, Access.Decide(caller, Permission.InstanceWrite, Team));
        Assert.Equal(AccessVerdict.Hidden, Access.Decide(caller, Permission.InstanceRead, Sibling));
        Assert.Equal(AccessVerdict.ScopeTooNarrow, AccessSnapshot.Decide(caller, Permission.SelfWrite));
    }

    [Theory]
    [InlineData(Permission.RegionRead)]
    [InlineData(Permission.CatalogueManage)]
    [InlineData(Permission.UserManage)]
    [InlineData(Permission.TenantCreate)]
    public void Decide_TheRegion_IsForOperators(Permission permission)
    {
        Assert.Equal(AccessVerdict.Forbidden, AccessSnapshot.Decide(Caller("owner"), permission));
        Assert.Equal(AccessVerdict.Allowed, AccessSnapshot.Decide(Caller("owner") with { IsOperator = true }, permission));
    }

    [Fact]
    public void FindProject_ByIdOrName_FindsTheSame() =>
        Assert.Equal(Access.FindProject("team"), Access.FindProject(Team.ToString()));

    private static Caller Caller(string who, TokenScope scope = TokenScope.Manage) => new(
        who switch { "owner" => Owner, "member" => Member, "reader" => Reader, _ => Stranger },
        who, IsOperator: false, scope, OnlyProject: null, Token: null);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
