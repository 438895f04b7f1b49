using Cloud.Architecture.Tests.Planted;
using Cloud.ControlPlane.Pipeline;
using Mediator;

namespace Cloud.Architecture.Tests.Rules;

public sealed class UseCaseTests
{
    private static IReadOnlyList<Type> In(IEnumerable<Type> types) =>
        [.. types.Where(type => type is { IsAbstract: false, IsInterface: false } && typeof(IBaseRequest).IsAssignableFrom(type))];

    private static IEnumerable<string> Faults(Type useCase)
    {
        var says = useCase.GetCustomAttributes(typeof(RequiresAttribute), inherit: false).Length
            + useCase.GetCustomAttributes(typeof(AllowsAnonymousAttribute), inherit: false).Length;
        if (says != 1) yield return $"{useCase.Name} must say once who may call it: [Requires(permission)] or [AllowsAnonymous]";
        if (!useCase.IsSealed) yield return $"{useCase.Name} is not sealed";
    }

    [Fact]
    public void UseCases_EachSaysWhoMayCallIt()
    {
        var useCases = In(Products.ByProject["ControlPlane"].GetTypes());

        Assert.True(useCases.Count >= 30, $"Only {useCases.Count} use cases were found.");
        Assert.Empty(useCases.SelectMany(Faults));
    }

    [Fact]
    public void UseCases_OnlySignInIsAnonymous() => Assert.Equal(
        ["SignIn"], In(Products.ByProject["ControlPlane"].GetTypes()).Where(type => type.IsDefined(typeof(AllowsAnonymousAttribute), inherit: false)).Select(type => type.Name));

    [Fact]
    public void UseCases_EachHasExactlyOneHandler()
    {
        var types = Products.ByProject["ControlPlane"].GetTypes();
        var handled = types.SelectMany(type => type.GetInterfaces())
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).Select(contract => contract.GenericTypeArguments[0]);

        Assert.Equal(In(types).Select(type => type.FullName).Order(), handled.Select(type => type.FullName).Order());
    }

    [Fact]
    public void Guards_PlantedUseCase_IsFound() => Assert.Single(In([typeof(OpenDoor), typeof(string)]).SelectMany(Faults));
}
