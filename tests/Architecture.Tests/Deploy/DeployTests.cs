using YamlDotNet.RepresentationModel;

namespace Cloud.Architecture.Tests.Deploy;

/// <summary>What could not be run where this was written is at least read, and compared with what the code says.</summary>
public sealed class DeployTests
{
    private static List<YamlMappingNode> Documents(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return [.. yaml.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    private static string? Value(YamlNode from, params string[] path)
    {
        foreach (var step in path)
        {
            if (from is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(step), out var next)) from = next;
            else if (from is YamlSequenceNode list && int.TryParse(step, out var index) && index < list.Children.Count) from = list.Children[index];
            else return null;
        }

        return from is YamlScalarNode scalar ? scalar.Value : from.ToString();
    }

    private static IEnumerable<string> KubernetesFaults(IReadOnlyList<YamlMappingNode> documents)
    {
        foreach (var document in documents)
        {
            var name = $"{Value(document, "kind")}/{Value(document, "metadata", "name")}";
            if (Value(document, "apiVersion") is null || Value(document, "kind") is null || Value(document, "metadata", "name") is null) yield return $"{name} lacks apiVersion, kind or name";
            if (Value(document, "kind") is not "Namespace" && Value(document, "metadata", "namespace") is not "cloud") yield return $"{name} is not in the namespace";
            if (Value(document, "kind") is "Service"
                && !documents.Any(other => Value(other, "spec", "template", "metadata", "labels", "app") is { } app && string.Equals(app, Value(document, "spec", "selector", "app"), StringComparison.Ordinal)))
                yield return $"{name} selects nothing";
        }
    }

    [Fact]
    public void Kubernetes_Manifests_AreWhole()
    {
        List<YamlMappingNode> documents = [.. Documents(Repository.Read("deploy/kubernetes/cloud.yaml")), .. Documents(Repository.Read("deploy/kubernetes/postgres.yaml"))];

        Assert.Equal(["Deployment", "Namespace", "PersistentVolumeClaim", "Service", "Service", "StatefulSet"], documents.Select(document => Value(document, "kind")).Order());
        Assert.Empty(KubernetesFaults(documents));
    }

    [Fact]
    public void Kubernetes_Deployment_AgreesWithTheCode()
    {
        var deployment = Documents(Repository.Read("deploy/kubernetes/cloud.yaml")).Single(document => Value(document, "kind") is "Deployment");
        var health = Repository.Read("src/Api/Hosting/Health.cs");

        Assert.Equal("Recreate", Value(deployment, "spec", "strategy", "type"));
        Assert.Equal("1", Value(deployment, "spec", "replicas"));
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
            Assert.Contains($"\"{Value(deployment, "spec", "template", "spec", "containers", "0", probe, "httpGet", "path")}\"", health, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_Services_AreApiAndPostgres()
    {
        var compose = Assert.Single(Documents(Repository.Read("deploy/compose.yaml")));

        Assert.Equal("service_healthy", Value(compose, "services", "api", "depends_on", "postgres", "condition"));
        Assert.StartsWith("127.0.0.1:", Value(compose, "services", "api", "ports", "0"), StringComparison.Ordinal);
        Assert.True(Repository.Exists("deploy/" + Value(compose, "services", "api", "build", "dockerfile")!["deploy/".Length..]));
    }

    [Fact]
    public void Dockerfile_CopiesEveryProjectThatTheApiNeeds()
    {
        var dockerfile = Repository.Read("deploy/Dockerfile");

        Assert.All(Layers.LayerTable.Allowed["Api"].Append("Api"), project => Assert.Contains($"src/{project}/{project}.csproj", dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_NamedInDeploy_AreKnownToTheCode()
    {
        var reader = Repository.Read("src/Api/Hosting/Settings/CloudOptionsReader.cs");
        var names = Repository.Files.Where(file => file.StartsWith("deploy/", StringComparison.Ordinal)).SelectMany(file => Repository.Read(file).Split(' ', '=', ':', '`', '\n'))
            .Where(word => word.StartsWith("Cloud__", StringComparison.Ordinal)).Select(word => word["Cloud__".Length..].Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();

        Assert.True(names.Count >= 2);
        Assert.All(names, name => Assert.Contains($"\"{name}\"", reader, StringComparison.Ordinal));
    }

    [Fact]
    public void Guards_PlantedManifest_IsFound() =>
        Assert.Equal(2, KubernetesFaults(Documents("apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  selector:\n    app: y\n")).Count());
}
