using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>When a statement must be true. Together these are all events of a simulated cloud.</summary>
public enum CheckTime
{
    /// <summary>After every commit, every death and every change that readers can see: at the end of every round.</summary>
    Always,

    /// <summary>After every event of the modelled world: a message that arrives, a phase that ends, power that comes back.</summary>
    EveryHostEvent,

    /// <summary>After every single decision of the control plane, in memory, before it is stored.</summary>
    EveryDecision,

    /// <summary>Once everything is mended and nothing is under way.</summary>
    AtRest,
}

/// <summary>
/// One statement that must be true of a simulated cloud. A checker may remember what it saw before; it shares no arithmetic with what it
/// checks and changes nothing. Where nothing that it looks at has changed since it looked, it need not look again.
/// </summary>
public interface ICloudChecker
{
    /// <summary>The statement, kebab-case; violations are reported under it.</summary>
    string Name { get; }

    /// <summary>When it must be true.</summary>
    CheckTime Time { get; }

    /// <summary>Every violation in words.</summary>
    IEnumerable<string> Check(SimulatedCloud cloud);
}

/// <summary>A statement that was not true.</summary>
/// <param name="Checker">Which one.</param>
/// <param name="Round">In which round, from 1.</param>
/// <param name="What">In words.</param>
public sealed record Violation(string Checker, int Round, string What);

/// <summary>All checkers of a run.</summary>
public static class CloudCheckers
{
    /// <summary>What a run reports when code stops at a broken invariant of its own.</summary>
    public const string NothingBreaks = "nothing-breaks";

    /// <summary>A fresh set for one run: some of them remember.</summary>
    public static IReadOnlyList<ICloudChecker> New() =>
    [
        new NoInstanceOnTwoHosts(), new HostsAreWithinCapacity(),
        new DecisionsAreWithinCapacity(), new GroupRulesHold(), new CordonsHold(), new PromisesFollowPolicy(),
        new PlacementsAreWithinCapacity(), new QuotasHold(), new MemoryIsWhatIsStored(), new ReadersSeeWhatIsStored(), new GenerationsOnlyRise(),
        new EventsAreNumberedOnce(), new OperationsMatchStates(), new OperationsAreInTime(), new AcknowledgedIsKept(), new CordonsAreKept(), new RefusedLeavesNothing(), new RefusalsNameTheirRule(),
        new PeopleAreKept(), new InstancesHaveProjects(), new ReservedIsKept(), new OnlySpotIsPreempted(), new ClaimsAreWhatIsStored(),
        new NothingIsUnderWay(), new LedgersAgree(), new HostsHoldWhatIsWanted(), new DeletedIsGone(),
    ];
}
