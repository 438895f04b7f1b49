using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Labs;
using Cloud.Domain.Hardware.Validation;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Labs;

[Requires(Permission.CatalogueRead)]
public sealed record ListLabs : IRequest<Outcome<IReadOnlyList<Lab>>>;

[Requires(Permission.CatalogueRead)]
public sealed record GetLab(string Lab) : IRequest<Outcome<LabSheet>>;

/// <summary>A lab with everything that explains it.</summary>
public sealed record LabSheet(Lab Lab, IReadOnlyList<ModelConstant> Constants, IReadOnlyList<ValidationResult> Published);

/// <summary>Draws a lab's plots. Nothing is stored: the same knobs give the same plots.</summary>
[Requires(Permission.CatalogueRead)]
public sealed record RunLab(string Lab, IReadOnlyDictionary<string, double> Knobs) : IRequest<Outcome<LabRun>>;

/// <summary>What a lab drew, and which statements about it are true.</summary>
/// <param name="Sheet">The lab.</param>
/// <param name="Knobs">The value of every knob.</param>
/// <param name="AtDefaults">True when all of them have their default.</param>
/// <param name="Result">The plots.</param>
public sealed record LabRun(LabSheet Sheet, IReadOnlyDictionary<string, double> Knobs, bool AtDefaults, LabResult Result);
