using System.Reflection;

namespace Cloud.Architecture.Tests;

/// <summary>The assemblies of src/, by project name.</summary>
internal static class Products
{
    public static IReadOnlyDictionary<string, Assembly> ByProject { get; } = new SortedDictionary<string, Assembly>(StringComparer.Ordinal)
    {
        ["Domain"] = typeof(Domain.Identity.HostId).Assembly,
        ["Contracts"] = Assembly.Load("Cloud.Contracts"),
        ["Scheduler"] = typeof(Scheduler.PlacementProfiles).Assembly,
        ["ControlPlane"] = typeof(ControlPlane.Hosts.HostCommand).Assembly,
        ["Simulation"] = typeof(Simulation.Engine.EventLoop).Assembly,
        ["Persistence"] = Assembly.Load("Cloud.Persistence"),
        ["Web"] = Assembly.Load("Cloud.Web"),
        ["Api"] = Assembly.Load("Cloud.Api"),
        ["Cli"] = Assembly.Load("cloud"),
    };

    /// <summary>Every type written in src/, compiler-generated ones included.</summary>
    public static IEnumerable<Type> Types => ByProject.Values.SelectMany(assembly => assembly.GetTypes());
}
