using System.CommandLine;
using Cloud.Cli.Shell;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud instance watch</c>: what happens to one instance, as it happens.</summary>
internal static class WatchCommand
{
    public static Command Build(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var until = Inputs.Optional("--until", "STATE", "End when it is in this state; left out, end when it is deleted");
        return verbs.Verb("watch", "Follow what happens to an instance", (session, parsed, cancel) =>
            WatchAsync(session, parsed.GetRequiredValue(which), parsed.GetValue(until), cancel), which, until);
    }

    private static async Task<int> WatchAsync(Session session, string which, string? until, CancellationToken cancel)
    {
        var instance = await session.InstanceAsync(which, cancel);
        var latest = await LatestSequenceAsync(session, instance.Id, cancel);
        instance = await session.Api.InstanceAsync(session.Project, instance.Id, cancel);
        session.Print.Say($"{instance.Name} is {instance.State} on {instance.Placement.Host}");
        if (string.Equals(instance.State, until, StringComparison.Ordinal)) return ExitCode.Done;

        await foreach (var happened in session.Api.FollowEventsAsync(session.Project, latest, cancel))
        {
            if (happened.Instance != instance.Id || happened.Version < instance.Version) continue;
            EventCommands.PrintOne(session, happened);
            if (string.Equals(happened.State, until, StringComparison.Ordinal)) return ExitCode.Done;
            if (happened.Type is "instance.deleted") return until is null or "deleted" ? ExitCode.Done : ExitCode.Refused;
        }

        return ExitCode.Done;
    }

    /// <summary>Events after this one cannot have been missed between looking and listening.</summary>
    private static async Task<long> LatestSequenceAsync(Session session, Guid instance, CancellationToken cancel)
    {
        await foreach (var happened in session.Api.EventsAsync(session.Project, instance, cancel)) return happened.Sequence;
        return 0;
    }
}
