using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Catalogue;

[Requires(Permission.CatalogueRead)]
public sealed record ListFlavors : IRequest<Outcome<IReadOnlyList<Flavor>>>;

[Requires(Permission.CatalogueRead)]
public sealed record GetFlavor(FlavorId Flavor) : IRequest<Outcome<Flavor>>;

/// <summary>Adds a flavor to the catalogue.</summary>
[Requires(Permission.CatalogueManage)]
public sealed record CreateFlavor(string Name, string Description, InstanceShape Shape, IReadOnlyList<InstanceKind> Kinds)
    : IRequest<Outcome<Flavor>>, IValidatable, IIdempotent
{
    public string Canonical => $"{Name}\n{Description}\n{Shape}\n{string.Join(',', Kinds.Select(kind => kind.Name()))}";

    public IEnumerable<FieldError> Validate()
    {
        if (!ResourceName.IsValid(Name))
            yield return new("name", "is not a valid name", ResourceName.Rule);
        if (Description.Length > 200)
            yield return new("description", $"has {Description.Length} characters", "at most 200");
        if (Kinds.Count == 0)
            yield return new("kinds", "is empty", "one or more of vm, microvm, container");
        foreach (var error in CatalogueChecks.CheckShape(Shape)) yield return error;
    }
}

/// <summary>Removes a flavor; instances made from it keep their shape.</summary>
[Requires(Permission.CatalogueManage)]
public sealed record DeleteFlavor(FlavorId Flavor) : IRequest<Outcome<Done>>;

[Requires(Permission.CatalogueRead)]
public sealed record ListImages : IRequest<Outcome<IReadOnlyList<Image>>>;

[Requires(Permission.CatalogueRead)]
public sealed record GetImage(ImageId Image) : IRequest<Outcome<Image>>;
