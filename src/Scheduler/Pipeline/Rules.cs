using System.Collections.Immutable;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Numa;

namespace Cloud.Scheduler.Pipeline;

/// <summary>All rules of a profile in order: its own filters, then those of host and group, then the capacity rules.</summary>
internal readonly struct Rules(PlacementProfile profile)
{
    private readonly ImmutableArray<IHostFilter> _filters = profile.Filters;

    public int Count => Constraints + CapacityRules.All.Length;

    private int Constraints => _filters.Length + ConstraintRules.All.Length;

    public IHostFilter this[int rule] => rule < _filters.Length ? _filters[rule]
        : rule < Constraints ? ConstraintRules.All[rule - _filters.Length]
        : CapacityRules.All[rule - Constraints];

    /// <summary>Whether a rule is not about capacity: one of the profile's own, or of host and group.</summary>
    public bool IsOwn(int rule) => rule < Constraints;

    /// <summary>Whether a rule is one of host and group.</summary>
    public bool IsConstraint(int rule) => rule >= _filters.Length && rule < Constraints;

    /// <summary>Whether the host passes the profile's own filters and those of host and group.</summary>
    public bool PassesOwn(in HostView host, PlacementAsk ask)
    {
        foreach (var filter in _filters)
        {
            if (!filter.Passes(host, ask)) return false;
        }

        return ConstraintRules.Allow(host, ask);
    }

    /// <summary>NUMA nodes that the guest would span on the host, 0 when any rule refuses it.</summary>
    public int Parts(in HostView host, PlacementAsk ask) => PassesOwn(host, ask) ? NumaFitter.Parts(host, ask) : 0;

    /// <summary>The first rule that a refused host does not pass.</summary>
    public int FirstRefusing(in HostView host, PlacementAsk ask)
    {
        for (var rule = 0; rule < Count - 1; rule++)
        {
            if (!this[rule].Passes(host, ask)) return rule;
        }

        return Count - 1;
    }
}
