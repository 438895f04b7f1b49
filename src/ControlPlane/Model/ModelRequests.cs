using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Validation;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Model;

/// <summary>The constants of the cost model; of one section, or of one family of keys, when it is given.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record ListModelConstants(string? Section) : IRequest<Outcome<IReadOnlyList<ModelConstant>>>, IValidatable
{
    public IEnumerable<FieldError> Validate()
    {
        if (Section is not null && ModelConstants.In(Section).Count == 0)
            yield return new("section", $"is '{Shown.Short(Section)}'", $"a section ({string.Join("; ", ModelConstants.Sections)}), its number, or the beginning of a key up to a dot");
    }
}

/// <summary>The model against every published point.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record GetValidation : IRequest<Outcome<ValidationReport>>;

[Requires(Permission.CatalogueRead)]
public sealed record ListHardwareProfiles : IRequest<Outcome<IReadOnlyList<HardwareProfile>>>;

[Requires(Permission.CatalogueRead)]
public sealed record GetHardwareProfile(string Profile) : IRequest<Outcome<HardwareProfile>>;

/// <summary>Reads a profile file without keeping it.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record CheckHardwareProfile(string Json) : IRequest<Outcome<ProfileReading>>;
