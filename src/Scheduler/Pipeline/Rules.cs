using System.Collections.Immutable;
using Cloud.Scheduler.Filters;
using Cloud.Scheduler.Groups;
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

    /// <summary>The first rule of a group; the profile's own and the cordon come before.</summary>
    public int FirstOfGroup => _filters.Length + 1;

    /// <summary>The first rule about capacity.</summary>
    public int FirstOfCapacity => Constraints;

    /// <summary>Whether a rule is one of a group.</summary>
    public bool IsGroup(int rule) => rule >= FirstOfGroup && rule < Constraints;

    /// <summary>The rule that refuses for a kind of group rule.</summary>
    public int Of(GroupRuleKind kind)
    {
        for (var rule = FirstOfGroup; rule < Constraints; rule++)
        {
            if (string.Equals(this[rule].Name, ConstraintRules.NameOf(kind), StringComparison.Ordinal)) return rule;
        }

        throw new ArgumentOutOfRangeException(nameof(kind), kind, "No rule is of this kind.");
    }

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
        var (rule, last) = (0, Count - 1);
        if (PassesOwn(host, ask)) rule = FirstOfCapacity;
        // A guest without needs passes the rules about them, which are the first and the last but one.
        if (ask.Plan is null && rule == FirstOfCapacity) rule += NeedsRules.Fixed.Length;
        var end = ask.Plan is null ? last - NeedsRules.Counted.Length : last;
        for (; rule < end; rule++)
        {
            if (!this[rule].Passes(host, ask)) return rule;
        }

        return last;
    }
}
