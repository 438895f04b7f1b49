using System.Reflection;
using System.Xml.Linq;

namespace Cloud.Architecture.Tests.Layers;

/// <summary>Which project may know which: the whole graph. A row is a decision; changing one belongs in docs/decisions.</summary>
internal static class LayerTable
{
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Contracts"] = [],
        ["Scheduler"] = ["Domain"],
        ["ControlPlane"] = ["Scheduler", "Domain"],
        ["Simulation"] = ["ControlPlane", "Scheduler", "Domain"],
        ["Persistence"] = ["ControlPlane", "Scheduler", "Domain"],
        ["Web"] = ["Contracts"],
        ["Api"] = ["Domain", "Contracts", "Scheduler", "ControlPlane", "Simulation", "Persistence", "Web"],
        ["Cli"] = ["Domain", "Contracts", "Scheduler", "ControlPlane", "Simulation"],
    };

    /// <summary>The references that the table does not allow, each as a sentence.</summary>
    public static IEnumerable<string> Violations(string project, IEnumerable<string> references)
    {
        if (!Allowed.TryGetValue(project, out var allowed)) return [$"{project} is not in the layer table"];
        return references.Where(reference => !allowed.Contains(reference, StringComparer.Ordinal)).Select(reference => $"{project} must not know {reference}");
    }

    /// <summary>What a project file names, by kind (ProjectReference, PackageReference).</summary>
    public static IReadOnlyList<string> Named(string projectXml, string kind) =>
        [.. XDocument.Parse(projectXml).Descendants(kind).Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))];

    /// <summary>What a compiled assembly truly uses of ours.</summary>
    public static IReadOnlyList<string> Used(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("Cloud.", StringComparison.Ordinal)).Select(name => name["Cloud.".Length..])];
}
