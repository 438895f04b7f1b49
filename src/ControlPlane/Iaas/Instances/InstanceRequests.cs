using System.Text;
using Cloud.ControlPlane.Experiments.Scripting;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Preemption;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Instances;

/// <summary>An instance together with the operation that was opened on it.</summary>
public sealed record InstanceAccepted(InstanceRecord Instance, OperationRecord Operation);

/// <summary>One page of a list, in order of creation.</summary>
/// <param name="Next">Cursor of the next page, or null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Creates an instance and boots it.</summary>
/// <param name="Zone">An availability zone, or null to let the scheduler choose.</param>
[Requires(Permission.InstanceWrite)]
public sealed record CreateInstance(
    ProjectId Project,
    string Name,
    InstanceKind Kind,
    FlavorId Flavor,
    ImageId Image,
    ZoneId? Zone,
    IReadOnlyDictionary<string, string> Labels) : IRequest<Outcome<InstanceAccepted>>, IProjectRequest, IValidatable, IIdempotent
{
    /// <summary>Group, priority and whether it may be preempted.</summary>
    public PlacementTerms Terms { get; init; } = PlacementTerms.None;

    /// <summary>Name or id of a reservation of the project whose place it shall take; null to be placed like any other.</summary>
    public string? Reservation { get; init; }

    /// <summary>What it asks in place of parts of the flavor.</summary>
    public ShapeOverride Override { get; init; } = ShapeOverride.None;

    /// <summary>What may happen to spot instances of lower priority when there is no room.</summary>
    public PreemptionMode Preemption { get; init; }

    public string Canonical
    {
        get
        {
            var text = new StringBuilder().Append(Project).Append('\n').Append(Name).Append('\n').Append(Kind.Name()).Append('\n')
                .Append(Flavor).Append('\n').Append(Image).Append('\n').Append(Zone?.Value);
            foreach (var (key, value) in Labels.OrderBy(label => label.Key, StringComparer.Ordinal))
                text.Append('\n').Append(key).Append('=').Append(value);
            if (Preemption is not PreemptionMode.Immediate) text.Append("\npreemption=").Append(Preemption.Name());
            if (Reservation is not null) text.Append("\nreservation=").Append(Reservation);
            return text.Append(Terms.Canonical).Append(Override.Canonical).ToString();
        }
    }

    public IEnumerable<FieldError> Validate()
    {
        if (!ResourceName.IsValid(Name))
            yield return new("name", "is not a valid name", ResourceName.Rule);

        if (Terms.Container is not null && Kind is not InstanceKind.Container)
            yield return new("container", $"is given for a {Kind.Name()}", "settings of a container, or nothing");

        foreach (var error in LabelValidation.Check(Labels).Concat(Terms.Validate()))
            yield return error;
    }
}

/// <summary>Starts, stops or reboots an instance.</summary>
/// <param name="IfVersion">Act only on this version, or null.</param>
[Requires(Permission.InstanceWrite)]
public sealed record ActOnInstance(ProjectId Project, InstanceId Instance, InstanceAction Action, long? IfVersion)
    : IRequest<Outcome<InstanceAccepted>>, IProjectRequest, IIdempotent
{
    public string Canonical => $"{Project}\n{Instance}\n{Action.Name()}\n{IfVersion}";
}

/// <summary>Replaces the labels of an instance.</summary>
[Requires(Permission.InstanceWrite)]
public sealed record LabelInstance(ProjectId Project, InstanceId Instance, IReadOnlyDictionary<string, string> Labels, long? IfVersion)
    : IRequest<Outcome<InstanceRecord>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => LabelValidation.Check(Labels);
}

[Requires(Permission.InstanceRead)]
public sealed record GetInstance(ProjectId Project, InstanceId Instance) : IRequest<Outcome<InstanceRecord>>, IProjectRequest;

/// <summary>Lists a project's instances by creation.</summary>
/// <param name="State">Only in this state.</param>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Name">Only whose name contains this text.</param>
/// <param name="Labels">Only with all of these labels; a null value asks for the key alone.</param>
[Requires(Permission.InstanceRead)]
public sealed record ListInstances(
    ProjectId Project,
    InstanceState? State,
    InstanceKind? Kind,
    string? Name,
    IReadOnlyList<KeyValuePair<string, string?>> Labels,
    InstanceId? After,
    int Limit) : IRequest<Outcome<Page<InstanceRecord>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>Asks where an instance would go, without creating it.</summary>
/// <param name="Policy">Under this placement profile, or null for the region's own.</param>
/// <param name="Script">Under this script instead: <c>function score(host, request)</c>; at most one of the two.</param>
[Requires(Permission.InstanceRead)]
public sealed record ExplainPlacement(ProjectId Project, InstanceKind Kind, FlavorId Flavor, ZoneId? Zone, string? Policy = null, string? Script = null)
    : IRequest<Outcome<PlacementAnswer>>, IProjectRequest, IValidatable
{
    /// <summary>Most instances of one question.</summary>
    public const int MaxCount = 100;

    /// <summary>How many, all or none.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The group they would join.</summary>
    public GroupTerms? Group { get; init; }

    /// <summary>When given and it does not fit: what preemption of spot instances below this priority would cost.</summary>
    public int? Priority { get; init; }

    /// <summary>What it asks in place of parts of the flavor.</summary>
    public ShapeOverride Override { get; init; } = ShapeOverride.None;

    public IEnumerable<FieldError> Validate()
    {
        if (Count is < 1 or > MaxCount) yield return new("count", $"is {Count}", $"1 to {MaxCount}");
        if (Script is not null && (Count > 1 || Group is not null || Priority is not null))
            yield return new("script", "is given together with count, group or priority", "a script scores one instance on its own");
        if (Policy is not null && Script is not null)
            yield return new("script", "is given together with policy", "policy or script, not both");
        if (Policy is not null && PlacementProfiles.Find(Policy) is null)
            yield return new("policy", "is not a placement profile", string.Join(", ", PlacementProfiles.All.Select(profile => profile.Name)));
        if (Script is { Length: 0 or > ScriptLimits.MaxCharacters })
            yield return new("script", $"has {Script.Length} characters", $"1 to {ScriptLimits.MaxCharacters} characters of JavaScript with a function score(host, request)");
        foreach (var error in new PlacementTerms { Group = Group, Priority = Priority ?? 0 }.Validate()) yield return error;
    }
}

/// <summary>Where it would go, or why nowhere.</summary>
/// <param name="Decision">For one: the decision. For several: of the first, or of the first that does not fit beside the others.</param>
public sealed record PlacementAnswer(PlacementDecision Decision)
{
    /// <summary>Who would be where, for several or with a group.</summary>
    public GroupDecision? Group { get; init; }

    /// <summary>What preemption would cost; null when it fits or was not asked.</summary>
    public PreemptionAnswer? Preemption { get; init; }

    /// <summary>Who would be ended; those of other projects nameless.</summary>
    public IReadOnlyList<GuestStep> Victims { get; init; } = [];
}

/// <summary>Reads an operation; its project decides who may.</summary>
[Requires(Permission.InstanceRead)]
public sealed record GetOperation(OperationId Operation) : IRequest<Outcome<OperationRecord>>, IAuthorizesItself;

/// <summary>A project's operations, newest first.</summary>
[Requires(Permission.InstanceRead)]
public sealed record ListOperations(ProjectId Project, InstanceId? Instance, OperationId? Before, int Limit)
    : IRequest<Outcome<Page<OperationRecord>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>A project's events, newest first.</summary>
[Requires(Permission.InstanceRead)]
public sealed record ListEvents(ProjectId Project, InstanceId? Instance, long? Before, int Limit)
    : IRequest<Outcome<Page<EventRecord>>>, IProjectRequest, IValidatable
{
    public IEnumerable<FieldError> Validate() => Paging.Check(Limit);
}

/// <summary>Follows a project's events from a sequence on: what is stored first, then live without a gap.</summary>
/// <param name="After">The last sequence already seen, or null for only what comes from now on.</param>
[Requires(Permission.InstanceRead)]
public sealed record FollowEvents(ProjectId Project, long? After) : IRequest<Outcome<IAsyncEnumerable<EventRecord>>>, IProjectRequest;

/// <summary>Bounds of every list.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static IEnumerable<FieldError> Check(int limit)
    {
        if (limit is < 1 or > MaxLimit)
            yield return new("limit", $"is {limit}", $"1 to {MaxLimit}");
    }
}

internal static class LabelValidation
{
    public static IEnumerable<FieldError> Check(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count > LabelRules.MaxLabels)
            yield return new("labels", $"has {labels.Count} entries", $"at most {LabelRules.MaxLabels}");

        foreach (var (key, value) in labels)
        {
            if (!LabelRules.IsValidKey(key))
                yield return new("labels", $"has the key '{key}'", LabelRules.KeyRule);
            else if (!LabelRules.IsValidValue(value))
                yield return new($"labels.{key}", "is not a valid value", LabelRules.ValueRule);
        }
    }
}
