using System.Reflection;
using Cloud.Architecture.Tests.Planted;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Architecture.Tests.Rules;

public sealed class PolicyTests
{
    private static readonly IReadOnlyList<Type> Policies =
    [
        .. typeof(IHostFilter).Assembly.GetTypes().Where(type => type is { IsInterface: false, IsAbstract: false }
            && (typeof(IHostFilter).IsAssignableFrom(type) || typeof(IHostScorer).IsAssignableFrom(type))),
    ];

    private static IEnumerable<string> Faults(Type policy)
    {
        if (!policy.IsSealed) yield return $"{policy.Name} is not sealed";
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var field in policy.GetFields(All).Where(field => field is { IsInitOnly: false, IsLiteral: false }))
            yield return $"{policy.Name}.{field.Name} can change: a policy remembers nothing";
    }

    [Fact]
    public void Policies_AreSealedAndStateless()
    {
        Assert.True(Policies.Count >= 10, "The scheduler has lost its policies, or this test has.");
        Assert.Empty(Policies.SelectMany(Faults));
    }

    [Fact]
    public void Policies_LiveInFiltersAndScorers_OneFileEach() => Assert.Empty(Policies.Where(type => type.IsPublic)
        .Where(type => !Repository.Exists($"src/Scheduler/{type.Namespace!["Cloud.Scheduler.".Length..].Replace('.', '/')}/{type.Name}.cs")).Select(type => type.FullName));

    [Fact]
    public void Guards_PlantedPolicy_IsFound() => Assert.Equal(2, Faults(typeof(CarelessPolicy)).Count());
}
