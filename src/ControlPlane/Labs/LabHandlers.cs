using Cloud.ControlPlane.Model;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Hardware.Labs;
using Mediator;

namespace Cloud.ControlPlane.Labs;

public sealed class ListLabsHandler(LabCatalogue catalogue) : IRequestHandler<ListLabs, Outcome<IReadOnlyList<Lab>>>
{
    public ValueTask<Outcome<IReadOnlyList<Lab>>> Handle(ListLabs request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Outcomes.Of(catalogue.All));
}

public sealed class GetLabHandler(LabCatalogue catalogue, ModelReport report) : IRequestHandler<GetLab, Outcome<LabSheet>>
{
    public ValueTask<Outcome<LabSheet>> Handle(GetLab request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<LabSheet>>(catalogue.Find(request.Lab) is { } lab ? report.SheetOf(lab) : Problem.NotFound("lab", Shown.Short(request.Lab)));
}

public sealed class RunLabHandler(LabCatalogue catalogue, ModelReport report, LabRunner runner) : IRequestHandler<RunLab, Outcome<LabRun>>
{
    public async ValueTask<Outcome<LabRun>> Handle(RunLab request, CancellationToken cancellationToken)
    {
        if (catalogue.Find(request.Lab) is not { } lab) return Problem.NotFound("lab", Shown.Short(request.Lab));
        if (KnobErrors.Of(lab, request.Knobs) is { Count: > 0 } errors) return Problem.Invalid(errors);
        var knobs = lab.Knobs.ToDictionary(knob => knob.Name, knob => request.Knobs.TryGetValue(knob.Name, out var value) ? value : knob.Default, StringComparer.Ordinal);
        if (await runner.RunAsync(lab, knobs, cancellationToken) is not { } result)
            return new Problem(ProblemKind.Unavailable, $"The lab took longer than {LabRunner.TimeLimit.TotalSeconds:0} seconds.") { RetryAfterSeconds = 30 };
        return new LabRun(report.SheetOf(lab), knobs, lab.Knobs.All(knob => knobs[knob.Name].Equals(knob.Default)), result);
    }
}
