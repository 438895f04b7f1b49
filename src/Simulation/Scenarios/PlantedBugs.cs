using Cloud.ControlPlane.Operator.Faults;
using Cloud.Simulation.Checkers;
using Cloud.Simulation.Scenarios.Planted;

namespace Cloud.Simulation.Scenarios;

/// <summary>A bug as people make them, planted through a seam, and what it would do to users.</summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Breaks">The statement that finds it.</param>
/// <param name="Description">The mistake in a sentence.</param>
/// <param name="Plant">A fresh one for one run.</param>
public sealed record PlantedBug(string Name, string Breaks, string Description, Func<Sabotage> Plant)
{
    /// <summary>Faults each of which, with nothing else wrong, brings it to light; without them it stays hidden. Empty: a storm is as good as any.</summary>
    public IReadOnlyList<FaultKind> Needs { get; init; } = [];

    /// <summary>The scenario that shows it when it needs no single fault; null = a storm.</summary>
    public Scenario? In { get; init; }
}

/// <summary>
/// Bugs that the checkers must find: a simulator that finds nothing proves nothing until it has found these. Each is a mistake in a seam of
/// the simulated cloud; the product itself stays as it is. Every checker and every kind of fault has one that needs it.
/// </summary>
public static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("skip-epoch-check", "memory-is-what-is-stored", "The store accepts a batch of a writer that was replaced.", () => new AcceptsOldEpochs()),
        new("forget-release", "ledgers-agree", "A deletion does not give back what the instance held in the ledger.", () => new ForgetsRelease()),
        new("forget-take", "decisions-are-within-capacity", "One in three placements is not written into the ledger.", () => new ForgetsTake()),
        new("release-on-stop", CloudCheckers.NothingBreaks, "Stopping gives back what the instance still holds.", () => new ReleasesOnStop()),
        new("retry-reboot", "hosts-hold-what-is-wanted", "A command that is sent again asks for one more reboot.", () => new RebootsAgain()),
        new("lose-acknowledged", "memory-is-what-is-stored", "One in thirty created instances is acknowledged and not stored.", () => new LosesCreations()),
        new("answer-before-commit", "acknowledged-is-kept", "Callers are answered when it is decided, not when it is stored.", () => new AnswersEarly()),
        new("deny-what-was-done", "refused-leaves-nothing", "One caller in twenty is told that nothing was changed, and it was.", () => new DeniesWhatWasDone()),
        new("lose-request", "deleted-is-gone", "One deletion in five is acknowledged and not carried out.", () => new LosesDeletions()),
        new("forget-quota", "quotas-hold", "Deleting does not lower the quota use.", () => new ForgetsQuota()),
        new("forget-command", "nothing-is-under-way", "A deletion is never told to the host.", () => new ForgetsRemovals()),
        new("tell-twice", "events-are-numbered-once", "An event is stored twice.", () => new StoresEventsTwice()),
        new("half-a-commit", "operations-match-states", "Instances and their operations are stored in two transactions, and the second is lost.", () => new LosesOperations()),
        new("place-elsewhere", "memory-is-what-is-stored", "What is stored is not the placement that was decided.", () => new StoresOtherPlacements()),
        new("store-half", "placements-are-within-capacity", "Only half of an instance's vCPUs are stored with its placement.", () => new StoresHalf()),
        new("forget-publish", "readers-see-what-is-stored", "One batch in ten is stored and not shown to readers.", () => new ForgetsPublishing()),
        new("reset-generation", "generations-only-rise", "A restart of an instance begins its generations again.", () => new ResetsGenerations()),
        new("refuse-without-reason", "refusals-name-their-rule", "A lack of capacity is answered without an explanation.", () => new RefusesSilently()),
        new("ignore-group", "group-rules-hold", "The rules of a group are lost on the way to the scheduler.", () => new IgnoresGroups()),
        new("ignore-cordon", "cordons-hold", "The scheduler is not told of cordons.", () => new IgnoresCordons()),
        new("forget-cordon", "cordons-are-kept", "A cordon is held in memory and not stored.", () => new ForgetsCordons()),
        new("ignore-policy", "promises-follow-policy", "Hosts promise what their pool allows, whatever the overcommit policy says.", () => new IgnoresOvercommit()),
        new("generous-hosts", "hosts-are-within-capacity", "Hosts believe in four times the overcommit, and are not told what to remove.", () => new GenerousHosts()),
        new("give-away-reserved", "reserved-is-kept", "A reserved place is not held in the ledger.", () => new GivesAwayReserved()),
        new("preempt-anybody", "only-spot-is-preempted", "An instance that is not spot is stored among the victims of a preemption.", () => new PreemptsAnybody()),
        new("forget-claim", "claims-are-what-is-stored", "That a reserved place was taken or given back is not stored.", () => new ForgetsClaims()),
        new("delete-full-project", "instances-have-projects", "A project is deleted without a look at what is in it.", () => new DeletesAnyProject()),
        new("lose-token", "people-are-kept", "One token in three is issued and not stored.", () => new LosesTokens()),
        new("never-retry", "nothing-is-under-way", "A command whose answer is lost is not sent again.", () => new NeverRetries()) { Needs = [FaultKind.LostMessages] },
        new("believe-stale-report", "hosts-hold-what-is-wanted", "The generation of a report is not compared.", () => new BelievesStaleReports()) { Needs = [FaultKind.LateMessages, FaultKind.StaleReports] },
        new("progress-is-an-answer", "nothing-is-under-way", "A host that has said that it is at it is not asked again.", () => new ProgressIsAnAnswer()) { Needs = [FaultKind.ReorderedMessages] },
        new("count-twice", CloudCheckers.NothingBreaks, "A doubled report of a removal gives back twice.", () => new CountsTwice()) { Needs = [FaultKind.DuplicatedMessages] },
        new("give-up-early", "nothing-is-under-way", "A host that does not answer three times is not asked again.", () => new GivesUp()) { Needs = [FaultKind.HostCrash, FaultKind.RackPowerLoss, FaultKind.Partition] },
        new("boot-deadline", "hosts-hold-what-is-wanted", "A boot that takes more than two minutes has failed, whatever the host says then.", () => new BootDeadline()) { Needs = [FaultKind.SlowHost] },
        new("failure-is-final", "hosts-hold-what-is-wanted", "After a failure nothing that the host says is believed.", () => new FailureIsFinal()) { Needs = [FaultKind.DiskFull] },
        new("believe-host-clock", "operations-are-in-time", "The steps of an operation are put together from what the host has measured.", () => new BelievesHostClocks()) { Needs = [FaultKind.ClockSkew] },
        .. PlantedMoveBugs.All,
    ];

    /// <summary>The bug of that name, or null.</summary>
    public static PlantedBug? Find(string name) => All.FirstOrDefault(bug => string.Equals(bug.Name, name, StringComparison.Ordinal));
}
