namespace Cloud.Domain.Hardware.Costs.Structure;

/// <summary>One class of instructions: whether it is sensitive (touches or reveals machine state) and whether it traps in user mode.</summary>
public readonly record struct InstructionClass(string Name, bool Sensitive, bool Privileged);

/// <summary>Section 6.1, Popek and Goldberg: a machine can be virtualized by trap and emulate if every sensitive instruction traps.</summary>
public static class TrapTheorem
{
    /// <summary>The sensitive instructions that do not trap; none means that the machine can be virtualized.</summary>
    public static IReadOnlyList<InstructionClass> Violations(IEnumerable<InstructionClass> machine) => [.. machine.Where(i => i.Sensitive && !i.Privileged)];

    /// <summary>
    /// A toy instruction set after x86: with hardware assistance everything sensitive can be made to trap;
    /// before it, 17 instructions were sensitive and silent (Robin and Irvine 2000).
    /// </summary>
    public static IReadOnlyList<InstructionClass> X86(bool hardwareAssist)
    {
        string[] silent = ["SGDT", "SIDT", "SLDT", "SMSW", "PUSHF", "POPF", "LAR", "LSL", "VERR", "VERW", "POP seg", "PUSH seg", "CALL far", "JMP far", "INT n", "RET far", "STR"];
        string[] trapping = ["MOV CR", "LGDT", "LIDT", "LTR", "HLT", "WRMSR", "RDMSR", "INVLPG", "IN/OUT"];
        string[] innocuous = ["ADD", "MOV", "JMP near", "LEA", "FMA"];
        return
        [
            .. silent.Select(name => new InstructionClass(name, Sensitive: true, Privileged: hardwareAssist)),
            .. trapping.Select(name => new InstructionClass(name, Sensitive: true, Privileged: true)),
            .. innocuous.Select(name => new InstructionClass(name, Sensitive: false, Privileged: false)),
        ];
    }
}
