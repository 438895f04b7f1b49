using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Operator;

/// <summary>Keeps new instances off a host; what runs there stays. Asked again, it changes nothing.</summary>
[Requires(Permission.RegionManage)]
public sealed record CordonHost(HostId Host, string? Reason) : IRequest<Outcome<HostStatus>>, IValidatable
{
    public IEnumerable<FieldError> Validate()
    {
        if (Reason is { Length: > HostCordon.MaxReason }) yield return new("reason", $"has {Reason.Length} characters", $"at most {HostCordon.MaxReason}");
        if (Reason?.Any(char.IsControl) == true) yield return new("reason", "has control characters", "one line of text");
    }
}

/// <summary>Lets a host take new instances again. Asked again, it changes nothing.</summary>
[Requires(Permission.RegionManage)]
public sealed record UncordonHost(HostId Host) : IRequest<Outcome<HostStatus>>;
