using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Hosts;

/// <summary>What an instance used of its vCPUs over an interval.</summary>
/// <param name="Instance">Who.</param>
/// <param name="CpuShare">0 to 1.</param>
public readonly record struct InstanceUsage(InstanceId Instance, double CpuShare);

/// <summary>What the guests of a host used since its last message of this kind: one message per host and interval.</summary>
/// <param name="Host">Who says it.</param>
/// <param name="Number">World second at the end of the interval, so it rises: what comes twice, or after a newer one, counts once or not at all.</param>
/// <param name="Instances">Those that run.</param>
public sealed record HostUsage(HostId Host, long Number, IReadOnlyList<InstanceUsage> Instances);
