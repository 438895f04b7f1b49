using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Groups;

/// <summary>How far a host is from the rules of a group, in members.</summary>
internal static class GroupShortfall
{
    public static Shortfall Of(PlacementAsk ask, GroupRuleKind kind, int host)
    {
        if (ask.Group?.Miss(kind, host) is not { Missing: > 0 } miss) return default;
        return new(Shortfall.Members, -1, miss.Missing, miss.Limit);
    }
}
