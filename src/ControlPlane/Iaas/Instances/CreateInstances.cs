using System.Globalization;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler.Pipeline;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>Instances that were accepted together, each with its operation, in the order of their numbers.</summary>
public sealed record InstancesAccepted(IReadOnlyList<InstanceAccepted> All);

/// <summary>Creates several equal instances, all or none. They are named after the template: NAME-1, NAME-2 …</summary>
/// <param name="Template">What each of them is.</param>
/// <param name="Count">How many, 1 to <see cref="MaxCount"/>.</param>
[Requires(Permission.InstanceWrite)]
public sealed record CreateInstances(CreateInstance Template, int Count) : IRequest<Outcome<InstancesAccepted>>, IProjectRequest, IValidatable, IIdempotent
{
    /// <summary>Most instances of one request.</summary>
    public const int MaxCount = 100;

    public ProjectId Project => Template.Project;

    public string Canonical => string.Create(CultureInfo.InvariantCulture, $"{Count}\n{Template.Canonical}");

    /// <summary>The name of one of them, from 1.</summary>
    public string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Template.Name}-{number}");

    public IEnumerable<FieldError> Validate()
    {
        if (Count is < 1 or > MaxCount) yield return new("count", $"is {Count}", $"1 to {MaxCount}");
        else if (ResourceName.IsValid(Template.Name) && !ResourceName.IsValid(NameOf(Count))) yield return new("instance.name", $"is too long for {NameOf(Count)}", ResourceName.Rule);
        foreach (var error in Template.Validate()) yield return error with { Field = $"instance.{error.Field}" };
    }
}

/// <summary>Looks up what does not belong to the cell, then lets the writer decide about all of them at once.</summary>
public sealed class CreateInstancesHandler(
    CellWriter writer, AccessDirectory directory, CallContext context, IIdSource ids, ISecretProtector protector)
    : IRequestHandler<CreateInstances, Outcome<InstancesAccepted>>
{
    public async ValueTask<Outcome<InstancesAccepted>> Handle(CreateInstances request, CancellationToken cancellationToken)
    {
        var (access, template) = (directory.Current, request.Template);
        var flavor = access.FindFlavor(template.Flavor);
        var errors = CatalogueChecks.Check(template, flavor, access.FindImage(template.Image), writer.Zones)
            .Select(error => error with { Field = $"instance.{error.Field}" }).ToList();
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var shape = template.Override.Of(flavor!.Shape);
        errors.AddRange(CatalogueChecks.CheckShape(flavor.Shape, template.Override).Select(error => error with { Field = $"instance.{error.Field}" }));
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (access.FindProject(request.Project) is not { } project)
            return Problem.NotFound("project", request.Project);

        CreateOrder[] orders =
        [
            .. Enumerable.Range(1, request.Count).Select(number => new CreateOrder(
                ids.NextInstance(), ids.NextOperation(), template with { Name = request.NameOf(number) }, shape, project.Limit, context.RequiredCaller.User)
            {
                Expected = access.ExpectedGuests,
                Tenant = project.Tenant,
            }),
        ];
        var pending = context.Pending;
        return await writer.DecideAsync((state, changes, now) =>
        {
            var outcome = AtomicPlanner.Create(state, changes, orders, now);
            if (pending is not null && outcome.TryGet(out var accepted, out _))
                changes.Remember(RememberedJson.Record(pending, Shown(accepted), protector, now));
            return outcome;
        });
    }

    /// <summary>Explanations are stored with the instances, and no answer shows them.</summary>
    private static InstancesAccepted Shown(InstancesAccepted accepted) =>
        new([.. accepted.All.Select(one => one with { Instance = one.Instance with { Explanation = PlacementExplanation.None } })]);
}
