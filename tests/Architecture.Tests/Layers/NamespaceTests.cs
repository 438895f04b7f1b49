namespace Cloud.Architecture.Tests.Layers;

/// <summary>Rules inside the projects, read from the compiled code: what is mentioned anywhere counts, not only what is in a signature.</summary>
public sealed class NamespaceTests
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<TypeUse>> Uses =
        Products.ByProject.ToDictionary(product => product.Key, product => TypeUse.In(product.Value), StringComparer.Ordinal);

    private static bool IsAwaitable(string type) =>
        type.StartsWith("System.Threading.Tasks.", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.TaskAwaiter", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.Async", StringComparison.Ordinal)
        || type.StartsWith("System.Runtime.CompilerServices.IAsyncStateMachine", StringComparison.Ordinal)
        || type.StartsWith("System.Collections.Generic.IAsync", StringComparison.Ordinal);

    /// <summary>Tiers stand on each other in one direction: SaaS on PaaS on IaaS.</summary>
    private static IEnumerable<string> TierViolations(string project, IEnumerable<TypeUse> types) =>
        new[] { (Tier: "Iaas", Above: new[] { "Paas", "Saas" }), (Tier: "Paas", Above: ["Saas"]) }.SelectMany(row => TypeUse.Violations(
            types, $"Cloud.{project}.{row.Tier}",
            use => use.StartsWith("Cloud.", StringComparison.Ordinal) && row.Above.Any(above => use.Split('.') is [_, _, var tier, ..] && string.Equals(tier, above, StringComparison.Ordinal))));

    [Fact]
    public void Engine_KnowsNoOtherCloudNamespace() => Assert.Empty(TypeUse.Violations(
        Uses["Simulation"], "Cloud.Simulation.Engine",
        use => use.StartsWith("Cloud.", StringComparison.Ordinal) && !TypeUse.IsBelow(use, "Cloud.Simulation.Engine")));

    [Fact]
    public void ControlPlaneCore_NothingIsAwaitable()
    {
        Assert.Contains(Uses["ControlPlane"], type => TypeUse.IsBelow(type.Namespace, "Cloud.ControlPlane.Core"));
        Assert.Empty(TypeUse.Violations(Uses["ControlPlane"], "Cloud.ControlPlane.Core", IsAwaitable));
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Scheduler")]
    public void PureProjects_NothingIsAwaitable(string project) => Assert.Empty(TypeUse.Violations(Uses[project], $"Cloud.{project}", IsAwaitable));

    [Fact]
    public void Tiers_PointDown() => Assert.Empty(Uses.SelectMany(project => TierViolations(project.Key, project.Value)));

    [Fact]
    public void Domain_NamesThatCollideWithTheFramework_AreAvoided() => Assert.Empty(Products.ByProject["Domain"].GetExportedTypes()
        .Select(type => type.Name).Intersect(["Host", "Node", "Thread", "Lock", "Timer", "Environment", "Range", "Index", "Scheduler", "Simulation"], StringComparer.Ordinal));

    [Fact]
    public void Guards_PlantedViolations_AreFound()
    {
        var planted = TypeUse.In(typeof(NamespaceTests).Assembly);

        Assert.Contains(TypeUse.Violations(planted, "Cloud.Architecture.Tests.Planted", IsAwaitable), found => found.Contains("WaitsInside", StringComparison.Ordinal));
        Assert.Contains(
            TypeUse.Violations(planted, "Cloud.Architecture.Tests.Planted", use => TypeUse.IsBelow(use, "Cloud.Simulation.Engine")),
            found => found.Contains("WaitsInside", StringComparison.Ordinal));
        TypeUse[] climbs = [new("Cloud.Domain.Iaas.X", "Cloud.Domain.Iaas", new HashSet<string>(StringComparer.Ordinal) { "Cloud.Domain.Paas.Y" })];
        Assert.Single(TierViolations("Domain", climbs));
    }
}
