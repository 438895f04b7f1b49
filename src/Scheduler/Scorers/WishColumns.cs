using Cloud.Scheduler.Groups;

namespace Cloud.Scheduler.Scorers;

/// <summary>What the soft rules of a group say of all hosts: 0, but for the hosts of domains that have members.</summary>
internal static class WishColumns
{
    public static void Fill(GroupConstraints? group, GroupRuleKind kind, Span<double> scores)
    {
        scores.Clear();
        if (group is null) return;
        foreach (var rule in group.Soft)
        {
            if (rule.Kind != kind) continue;
            foreach (var domain in group.DomainsWithMembers(rule))
            {
                foreach (var host in group.Domains.HostsOf(rule.Level, domain)) scores[host] = group.Wish(kind, host);
            }
        }
    }
}
