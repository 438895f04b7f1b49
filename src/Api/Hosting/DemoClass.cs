using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.Api.Hosting;

/// <summary>A class to play with: a tenant, two projects, four students with published passwords, a few instances. Seeded once.</summary>
internal sealed class DemoClass(AccessDirectory directory, SystemCalls calls)
{
    public const string Tenant = "ada";

    public static IReadOnlyList<string> Students { get; } = ["aysel", "murad", "leyla", "tural"];

    private static readonly (string Project, string DisplayName, string[] Members)[] Teams =
    [
        ("team-07", "Team 07", ["aysel", "murad"]),
        ("team-08", "Team 08", ["leyla", "tural"]),
    ];

    private static readonly (string Name, InstanceKind Kind, string Flavor, string Image, string Tier)[] Instances =
    [
        ("web-1", InstanceKind.MicroVm, "micro.small", "alpine-3.22", "front"),
        ("web-2", InstanceKind.MicroVm, "micro.small", "alpine-3.22", "front"),
        ("cache", InstanceKind.Container, "box.small", "busybox", "middle"),
        ("db", InstanceKind.VirtualMachine, "vm.small", "debian-13", "back"),
    ];

    public static string PasswordOf(string student) => $"demo-{student}-2026";

    public async Task SeedAsync(CancellationToken cancellation)
    {
        if (directory.Current.FindTenant(Tenant) is not null)
            return;

        foreach (var student in Students)
            await calls.SendAsync(new CreateUser(student, char.ToUpperInvariant(student[0]) + student[1..], PasswordOf(student), IsOperator: false), cancellation);
        var tenant = await calls.SendAsync(new CreateTenant(Tenant, "ADA University, demo class"), cancellation);
        foreach (var (name, displayName, members) in Teams)
            await SeedProjectAsync(tenant.Id, name, displayName, members, cancellation);
    }

    private async Task SeedProjectAsync(TenantId tenant, string name, string displayName, string[] members, CancellationToken cancellation)
    {
        var project = (await calls.SendAsync(new CreateProject(tenant, name, displayName, Limit: null), cancellation)).Project.Id;
        foreach (var (index, member) in members.Index())
            await calls.SendAsync(new AddProjectMember(project, member, index == 0 ? Role.ProjectAdmin : Role.ProjectMember), cancellation);
        foreach (var (instance, kind, flavor, image, tier) in Instances)
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["tier"] = tier };
            await calls.SendAsync(new CreateInstance(project, instance, kind, new(flavor), new(image), Zone: null, labels), cancellation);
        }
    }
}
