using Cloud.Domain.Identity;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Core;

/// <summary>
/// How often the guests of each rule were short on each NUMA node, over the window of <see cref="BudgetMeter"/>. Short is what the cost model
/// says of the use that hosts last reported: steal of independent vCPUs, and ready time from it.
/// </summary>
internal sealed class OvercommitMeters
{
    private readonly Dictionary<(HostId Host, int NumaNode, OvercommitRule Rule), BudgetMeter> _meters = [];

    /// <summary>Notes one interval of a NUMA node for a rule that is in force there.</summary>
    public void Observe(HostId host, int numaNode, OvercommitRule rule, in NodeLoad load)
    {
        if (load.Known == 0) return;
        if (!_meters.TryGetValue((host, numaNode, rule), out var meter)) _meters.Add((host, numaNode, rule), meter = new(rule.Budget));
        meter.Observe(load.Steal, load.Ready);
    }

    /// <summary>Share of the window in which the rule's limits were broken there; 0 before anything was observed.</summary>
    public double TimeShare(HostId host, int numaNode, OvercommitRule rule) => _meters.GetValueOrDefault((host, numaNode, rule))?.TimeShare ?? 0;

    /// <summary>Whether the rule's budget is spent there.</summary>
    public bool IsSpent(HostId host, int numaNode, OvercommitRule rule) => _meters.GetValueOrDefault((host, numaNode, rule))?.IsSpent ?? false;
}

/// <summary>What the guests of a NUMA node used in the last interval, of whom that is known.</summary>
/// <param name="Known">vCPUs whose use is known.</param>
/// <param name="Use">Of these, busy on average.</param>
/// <param name="Threads">Hardware threads that they share.</param>
internal readonly record struct NodeLoad(int Known, double Use, int Threads)
{
    /// <summary>Stolen share of the demanded time.</summary>
    public double Steal => Known == 0 || Threads == 0 ? 0 : Cloud.Domain.Hardware.Costs.Exits.Steal.Fraction(Known, Threads, Use / Known);

    /// <summary>Ready share of the interval, per vCPU: what is stolen was ready and did not run.</summary>
    public double Ready => Known == 0 ? 0 : Cloud.Domain.Hardware.Costs.Exits.Steal.ReadyFraction(Steal * Use, 1, Known);
}
