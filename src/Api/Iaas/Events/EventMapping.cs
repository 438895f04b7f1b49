using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;

namespace Cloud.Api.Iaas.Events;

/// <summary>From event records to their views.</summary>
internal static class EventMapping
{
    public static EventView ToView(this EventRecord happened) => new()
    {
        Sequence = happened.Sequence,
        Project = happened.Project.Value,
        Type = happened.Type,
        Subject = new(happened.Subject.Kind, happened.Subject.Id, happened.Subject.Name),
        Instance = happened.Instance?.Value,
        InstanceName = happened.Subject.IsInstance ? happened.Subject.Name : null,
        State = happened.State,
        Version = happened.Version,
        Operation = happened.Operation?.Value,
        Host = happened.Host?.Value,
        Actor = happened.Actor.Value,
        At = happened.At,
        Message = happened.Message,
    };
}
