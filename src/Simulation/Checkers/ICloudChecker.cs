using Cloud.Simulation.Scenarios;

namespace Cloud.Simulation.Checkers;

/// <summary>When a statement must be true.</summary>
public enum CheckTime
{
    /// <summary>After every round, whoever has just died.</summary>
    Always,

    /// <summary>Once everything is mended and nothing is under way.</summary>
    AtRest,
}

/// <summary>
/// One statement that must be true of a simulated cloud. A checker may remember what it saw before; it shares no arithmetic with what it
/// checks and changes nothing.
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
    /// <summary>A fresh set for one run: some of them remember.</summary>
    public static IReadOnlyList<ICloudChecker> New() =>
    [
        new PlacementsAreWithinCapacity(), new QuotasHold(), new MemoryIsWhatIsStored(), new GenerationsOnlyRise(), new EventsAreNumberedOnce(),
        new OperationsMatchStates(), new AcknowledgedIsKept(), new NoInstanceOnTwoHosts(), new RefusalsNameTheirRule(),
        new NothingIsUnderWay(), new LedgersAgree(), new HostsHoldWhatIsWanted(), new DeletedIsGone(),
    ];
}
