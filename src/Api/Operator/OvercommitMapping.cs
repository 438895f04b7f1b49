using Cloud.Contracts;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Iaas;

namespace Cloud.Api.Operator;

/// <summary>From the state of overcommit to its view.</summary>
internal static class OvercommitMapping
{
    public static OvercommitView ToView(this OvercommitStatus status) => new()
    {
        Pool = status.Rule.Pool,
        Tenant = status.Rule.Tenant?.Value,
        Project = status.Rule.Project?.Value,
        Kind = status.Rule.Kind?.Name(),
        Policy = status.Words,
        Guests = status.Guests,
        Observed = status.Observed,
        Vcpus = status.Vcpus,
        ExpectedThreads = Math.Round(status.Expected, 3),
        Threads = status.CpuRatio is null ? null : status.Threads,
        MayPromise = status.CpuRatio is null ? null : status.MayPromise,
        CpuRatio = status.CpuRatio,
        Budget = status.IsPolicy ? new(status.Rule.Budget.TimeShare, status.Rule.Budget.StealAbove, status.Rule.Budget.ReadyAbove) : null,
        NumaNodes = status.NumaNodes,
        WorstTimeShare = status.WorstTimeShare,
        SpentNumaNodes = status.Spent,
    };
}
