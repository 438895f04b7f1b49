using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Operator.Faults;

/// <summary>A ready set of faults that an instructor starts at once, with what there is to watch.</summary>
/// <param name="Name">Stable name, kebab-case.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What happens, in a sentence.</param>
/// <param name="DurationSeconds">How long, when nothing else is asked.</param>
/// <param name="Watch">What to look at while it goes on, one sentence each.</param>
/// <param name="Faults">The faults on a stage.</param>
public sealed record Drill(
    string Name, string Title, string Description, int DurationSeconds, IReadOnlyList<string> Watch,
    Func<DrillStage, IReadOnlyList<(FaultKind Kind, FaultTarget Target, FaultAsk Ask)>> Faults);

/// <summary>Where a drill takes place: the busiest zone, its busiest rack, and the busiest host of that.</summary>
public sealed record DrillStage(ZoneId Zone, string Rack, HostId Host)
{
    public FaultTarget TheHost => new(Host, null, null);

    public FaultTarget TheRack => new(null, Zone, Rack);

    public FaultTarget TheZone => new(null, Zone, null);
}

/// <summary>The drills, by name. [E]: durations long enough to see what the control plane does, rates mild enough that work goes on.</summary>
public static class Drills
{
    public static IReadOnlyList<Drill> All { get; } =
    [
        new("rack-power-loss", "A rack loses power", "All hosts of the busiest rack go dark at once and come back by themselves.", 120,
            [
                "New instances and actions on that rack stay where they are: the control plane asks again every five seconds.",
                "Instances elsewhere notice nothing. Which of your groups had all its members in that rack?",
                "When power is back the guests boot again, all at once: look at how long the last one takes.",
            ],
            on => [(FaultKind.RackPowerLoss, on.TheRack, FaultAsk.Default)]),
        new("brownout", "Brownout of a zone", "Every host of the busiest zone works at an eighth of its speed, and half of its messages are late.", 300,
            [
                "Nothing fails, everything takes longer: compare the timeline of a boot with one from another zone.",
                "Late reports overtake each other. Does an instance ever end in a state that is not true?",
                "Retries add load while there is least room for it.",
            ],
            on => [(FaultKind.SlowHost, on.TheZone, FaultAsk.Default with { Factor = 8 }), (FaultKind.LateMessages, on.TheZone, FaultAsk.Default with { Rate = 0.5, DelayMs = 3_000 })]),
        new("split", "A zone is cut off", "Nothing passes between the control plane and the busiest zone; its guests run on.", 120,
            [
                "Guests in that zone run, and nobody outside can know. Silence is not death.",
                "Delete an instance there: it stays in deleting until the cut is mended, and its room is not given away.",
                "Start it elsewhere instead, and there would be two of it: why must the control plane wait?",
            ],
            on => [(FaultKind.Partition, on.TheZone, FaultAsk.Default with { Direction = FaultDirection.Both })]),
        new("one-way", "A host that hears and cannot speak", "What the busiest host says is lost; commands still arrive.", 120,
            [
                "Stop an instance there: the host does it, and the control plane does not know.",
                "The command is repeated every five seconds and does no harm: it says what shall be true, not what to do.",
            ],
            on => [(FaultKind.Partition, on.TheHost, FaultAsk.Default with { Direction = FaultDirection.FromHosts })]),
        new("bad-network", "A bad network everywhere", "Messages of all hosts are lost, late, doubled and overtaken.", 180,
            [
                "Work goes on: which retry paid for which lost message?",
                "A late word about an older command must not undo a newer one: that is what generations are for.",
            ],
            _ =>
            [
                (FaultKind.LostMessages, FaultTarget.Everywhere, FaultAsk.Default with { Rate = 0.2 }), (FaultKind.LateMessages, FaultTarget.Everywhere, FaultAsk.Default with { Rate = 0.3, DelayMs = 5_000 }),
                (FaultKind.DuplicatedMessages, FaultTarget.Everywhere, FaultAsk.Default with { Rate = 0.2 }), (FaultKind.ReorderedMessages, FaultTarget.Everywhere, FaultAsk.Default with { Rate = 0.2 }),
            ]),
        new("grey-host", "A host that is half dead", "The busiest host is slow, repeats old reports and has a wrong clock: it answers, and not well.", 300,
            [
                "No check that asks whether the host answers would find it. What would?",
                "Its timelines are measured with a clock that runs fast: compare them with the true time.",
            ],
            on =>
            [
                (FaultKind.SlowHost, on.TheHost, FaultAsk.Default with { Factor = 20 }), (FaultKind.StaleReports, on.TheHost, FaultAsk.Default with { Rate = 0.5 }),
                (FaultKind.ClockSkew, on.TheHost, FaultAsk.Default with { ClockRate = 1.2, OffsetSeconds = -45 }),
            ]),
        new("full-disks", "The disks of a rack are full", "The hosts of the busiest rack take nothing new; what runs there stays.", 180,
            [
                "The ledger says that there is room, the host says no: the instance is in error with the host's reason.",
                "When there is room again, the host is asked again, and the instance comes up by itself.",
            ],
            on => [(FaultKind.DiskFull, on.TheRack, FaultAsk.Default)]),
    ];

    /// <summary>The drill of that name, or null.</summary>
    public static Drill? Find(string name) => All.FirstOrDefault(drill => string.Equals(drill.Name, name, StringComparison.Ordinal));
}
