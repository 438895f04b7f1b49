using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Overcommit;

namespace Cloud.Scheduler.Tests.Overcommit;

public sealed class OvercommitRulesTests
{
    private static readonly TenantId Tenant = new(new Guid("0198a000-0000-7000-8000-000000000001"));
    private static readonly ProjectId Project = new(new Guid("0198a000-0000-7000-8000-000000000002"));
    private static readonly ProjectId Other = new(new Guid("0198a000-0000-7000-8000-000000000003"));

    private static readonly OvercommitRules Rules = new(
    [
        new("general", null, null, null, new StaticRatio(1)),
        new("general", null, null, InstanceKind.Container, new StaticRatio(2)),
        new(null, null, null, InstanceKind.Container, new StaticRatio(3)),
        new(null, Tenant, null, null, new StaticRatio(4)),
        new(null, null, Project, null, new StaticRatio(5)),
    ]);

    [Fact]
    public void For_ProjectBeforeTenantBeforeKindBeforePool()
    {
        Assert.Equal(5, Ratio("general", Tenant, Project, InstanceKind.Container));
        Assert.Equal(4, Ratio("general", Tenant, Other, InstanceKind.Container));
        Assert.Equal(2, Ratio("general", null, Other, InstanceKind.Container));
        Assert.Equal(3, Ratio("dense", null, Other, InstanceKind.Container));
        Assert.Equal(1, Ratio("general", null, Other, InstanceKind.VirtualMachine));
        Assert.Null(Ratio("dense", null, Other, InstanceKind.VirtualMachine));
    }

    [Fact]
    public void ForPool_LooksOnlyAtThePool()
    {
        Assert.Equal(new StaticRatio(1), Rules.ForPool("general"));
        Assert.Null(Rules.ForPool("dense"));
        Assert.Null(OvercommitRules.None.ForPool("general"));
    }

    private static double? Ratio(string pool, TenantId? tenant, ProjectId project, InstanceKind kind) =>
        (Rules.For(pool, tenant, project, kind) as StaticRatio)?.Ratio;
}
