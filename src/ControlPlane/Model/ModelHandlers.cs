using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Validation;
using Mediator;

namespace Cloud.ControlPlane.Model;

public sealed class ListModelConstantsHandler : IRequestHandler<ListModelConstants, Outcome<IReadOnlyList<ModelConstant>>>
{
    public ValueTask<Outcome<IReadOnlyList<ModelConstant>>> Handle(ListModelConstants request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(request.Section is { } section ? ModelConstants.In(section) : ModelConstants.All));
}

public sealed class GetValidationHandler(ModelReport report) : IRequestHandler<GetValidation, Outcome<ValidationReport>>
{
    public ValueTask<Outcome<ValidationReport>> Handle(GetValidation request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<ValidationReport>>(report.Validation);
}

public sealed class ListHardwareProfilesHandler : IRequestHandler<ListHardwareProfiles, Outcome<IReadOnlyList<HardwareProfile>>>
{
    public ValueTask<Outcome<IReadOnlyList<HardwareProfile>>> Handle(ListHardwareProfiles request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(HardwareProfiles.All));
}

public sealed class GetHardwareProfileHandler : IRequestHandler<GetHardwareProfile, Outcome<HardwareProfile>>
{
    public ValueTask<Outcome<HardwareProfile>> Handle(GetHardwareProfile request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<HardwareProfile>>(
            HardwareProfiles.Find(request.Profile) is { } profile ? profile : Problem.NotFound("hardware profile", Shown.Short(request.Profile)));
}

public sealed class CheckHardwareProfileHandler : IRequestHandler<CheckHardwareProfile, Outcome<ProfileReading>>
{
    public ValueTask<Outcome<ProfileReading>> Handle(CheckHardwareProfile request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<ProfileReading>>(HardwareProfileReader.Read(request.Json));
}
