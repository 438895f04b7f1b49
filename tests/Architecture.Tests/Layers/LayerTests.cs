namespace Cloud.Architecture.Tests.Layers;

public sealed class LayerTests
{
    private static string ProjectFile(string project) => Repository.Read($"src/{project}/{project}.csproj");

    [Fact]
    public void Projects_InSource_AreAllInTheTable() => Assert.Equal(
        LayerTable.Allowed.Keys.Order(),
        Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Fact]
    public void ProjectFiles_NameOnlyWhatTheTableAllows() =>
        Assert.Empty(LayerTable.Allowed.Keys.SelectMany(project => LayerTable.Violations(project, LayerTable.Named(ProjectFile(project), "ProjectReference"))));

    [Fact]
    public void Assemblies_UseOnlyWhatTheTableAllows() =>
        Assert.Empty(Products.ByProject.SelectMany(product => LayerTable.Violations(product.Key, LayerTable.Used(product.Value))));

    [Theory]
    [InlineData("Domain")]
    [InlineData("Scheduler")]
    [InlineData("Simulation")]
    [InlineData("Contracts")]
    public void PureProjects_HaveNoPackages(string project) => Assert.Empty(LayerTable.Named(ProjectFile(project), "PackageReference"));

    [Fact]
    public void Table_HasNoCycle()
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (LayerTable.Allowed.FirstOrDefault(row => !done.Contains(row.Key) && row.Value.All(done.Contains)) is { Key: not null } next) done.Add(next.Key);

        Assert.Equal(LayerTable.Allowed.Count, done.Count);
    }

    [Fact]
    public void Guards_PlantedViolations_AreFound()
    {
        const string Planted = """<Project><ItemGroup><ProjectReference Include="../Api/Api.csproj" /><PackageReference Include="X" /></ItemGroup></Project>""";

        Assert.Equal(["Domain must not know Api"], LayerTable.Violations("Domain", LayerTable.Named(Planted, "ProjectReference")));
        Assert.Equal(["X"], LayerTable.Named(Planted, "PackageReference"));
        Assert.Equal(["New is not in the layer table"], LayerTable.Violations("New", []));
        Assert.NotEmpty(LayerTable.Violations("Web", LayerTable.Used(Products.ByProject["Api"])));
    }
}
