using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 16: which instruction sets can be virtualized by trap and emulate.</summary>
internal static class TrapTheoremLab
{
    private static readonly string[] Regions = ["sensitive, silent", "sensitive and privileged", "privileged only", "neither"];

    public static Lab Lab { get; } = new(16, "trap-theorem", "Can it be virtualized?", "L14 faithful abstraction",
        "An instruction is sensitive if it touches or reveals the state of the machine, privileged if it traps in user mode. Trap and emulate works exactly if every sensitive "
        + "instruction traps: the first region of the diagram must be empty. x86 before 2005 had seventeen in it; hardware assistance makes them trap.",
        "sensitive ⊆ privileged",
        [LabKnob.Choice("machine", "instruction set", 1, "toy", "x86 before 2005", "x86 with hardware assistance"), LabKnob.Count("silent", "sensitive instructions of the toy that do not trap", "", 1, 0, 4)],
        Run,
        [new("seventeen offenders", r => r["instructions"].First == 17), new("so the theorem says no", r => r.Tables[0].Rows.Any(row => row[1].StartsWith("no", StringComparison.Ordinal)))]);

    private static LabResult Run(LabSettings k)
    {
        var toy = Toy(k.Count("silent"));
        var machine = k.Count("machine") == 0 ? toy : TrapTheorem.X86(hardwareAssist: k.Count("machine") == 2);
        double Of(bool sensitive, bool privileged) => machine.Count(i => i.Sensitive == sensitive && i.Privileged == privileged);
        var offenders = TrapTheorem.Violations(machine);
        return new(LabAxis.Of("region of the diagram", Regions), new("instructions", ""), [LabSeries.Bars("instructions", Of(true, false), Of(true, true), Of(false, true), Of(false, false))])
        {
            Tables =
            [
                new("verdict", ["question", "answer"],
                [
                    ["sensitive ⊆ privileged?", offenders.Count == 0 ? "yes: trap and emulate is enough" : $"no: {offenders.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} offending instructions"],
                    ["what then?", offenders.Count == 0 ? "run the guest in user mode" : "binary translation, paravirtualization, or hardware assistance"],
                ]),
                Table("instructions", machine), Table("the toy", toy),
            ],
        };
    }

    private static LabTable Table(string title, IEnumerable<InstructionClass> machine) =>
        new(title, ["name", "sensitive", "privileged"], [.. machine.Select(i => new[] { i.Name, i.Sensitive ? "yes" : "no", i.Privileged ? "yes" : "no" })]);

    private static List<InstructionClass> Toy(int silent)
    {
        string[] sensitive = ["set page table", "mask interrupts", "read mode", "start device"];
        return
        [
            .. sensitive.Select((name, i) => new InstructionClass(name, Sensitive: true, Privileged: i >= silent)),
            new("halt", Sensitive: false, Privileged: true), new("add", Sensitive: false, Privileged: false), new("load", Sensitive: false, Privileged: false), new("jump", Sensitive: false, Privileged: false),
        ];
    }
}
