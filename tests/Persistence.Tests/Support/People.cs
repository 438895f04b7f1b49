using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;

namespace Cloud.Persistence.Tests.Support;

/// <summary>One of everything that the tenancy store holds.</summary>
internal static class People
{
    public const string Password = "tortoise-Xy42-lantern";

    public static readonly TenantRecord Tenant = new(new(Samples.Id(101)), "ada", "ADA University, Bakı", Samples.Now.AddTicks(1));
    public static readonly TenantRecord OtherTenant = new(new(Samples.Id(102)), "other", "Other", Samples.Now);

    public static readonly ProjectRecord Project =
        new(new(Samples.Id(111)), Tenant.Id, "team-07", "Seven", new ResourceCount(10, 40, 81_920, 1_000), 3, Samples.Now.AddTicks(2));

    public static readonly ProjectRecord OtherProject = Project with { Id = new(Samples.Id(112)), Name = "other", Tenant = OtherTenant.Id };

    public static readonly UserRecord Operator = new(new(Samples.Id(121)), "operator", "Operator", IsOperator: true, IsDisabled: false, Samples.Now.AddTicks(3));
    public static readonly UserRecord Student = new(new(Samples.Id(122)), "aysel", "Aysel Ə.", IsOperator: false, IsDisabled: false, Samples.Now.AddTicks(4));

    public static readonly RoleAssignmentRecord Owner = new(Samples.Id(131), Operator.Id, Role.TenantOwner, Tenant.Id, Project: null, Samples.Now.AddTicks(5));
    public static readonly RoleAssignmentRecord Member = new(Samples.Id(132), Student.Id, Role.ProjectMember, Tenant: null, Project.Id, Samples.Now.AddTicks(6));

    public static readonly TokenRecord Token = new(
        new(Samples.Id(141)), Student.Id, "laptop", TokenScope.Write, Project.Id, [1, 2, 3, 255], Samples.Now.AddTicks(7), Samples.Now.AddDays(30), Samples.Now.AddHours(1));

    public static readonly Flavor Small = new(
        new("vm.small"), "Small", new InstanceShape(2, 4096, 20, 1, CpuPolicy.Dedicated), [InstanceKind.VirtualMachine, InstanceKind.MicroVm]);

    public static readonly Image Debian = new(new("debian-13"), "Debian", [InstanceKind.Container], 350, 4, 256);

    /// <summary>Adds one of everything.</summary>
    public static readonly IReadOnlyList<TenancyChange> Everything =
    [
        new TenancyChange.PutTenant(Tenant),
        new TenancyChange.PutProject(Project, ExpectedVersion: null),
        new TenancyChange.AddUser(Operator, "another-Zq17-password"),
        new TenancyChange.AddUser(Student, Password),
        new TenancyChange.AddAssignment(Owner),
        new TenancyChange.AddAssignment(Member),
        new TenancyChange.AddToken(Token),
        new TenancyChange.AddFlavor(Small),
        new TenancyChange.AddImage(Debian),
    ];

    /// <summary>What is read after <see cref="Everything"/>.</summary>
    public static readonly AccessImage Image = new([Tenant], [Project], [Owner, Member], [Operator, Student], [Token], [Small], [Debian]);
}
