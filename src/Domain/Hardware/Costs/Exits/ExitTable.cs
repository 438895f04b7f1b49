using System.Text;

namespace Cloud.Domain.Hardware.Costs.Exits;

/// <summary>Cost of an exit by reason on one kind of processor (and, for the ISCA 2016 tables, hypervisor). Cycles at the core clock.</summary>
public sealed class ExitTable
{
    private readonly ModelConstant?[] _costs;

    internal ExitTable(string name, ModelConstant?[] costs)
    {
        Name = name;
        _costs = costs;
    }

    /// <summary>Name, as profiles write it.</summary>
    public string Name { get; }

    /// <summary>Cycles of an exit. Throws when the processor has no such exit.</summary>
    public double Cycles(ExitReason reason) => Find(reason)?.Value
        ?? throw new ArgumentException($"The exit table {Name} has no row for {reason}.", nameof(reason));

    /// <summary>The constant behind a row, or null when the processor has no such exit.</summary>
    public ModelConstant? Find(ExitReason reason) => _costs[(int)reason];

    /// <summary>The table of this name; "none" (no hardware virtualization) and unknown names give null.</summary>
    public static ExitTable? FindTable(string name) => ExitConstants.Tables.GetValueOrDefault(name);

    /// <summary>The table of the processor of this profile. Throws when it cannot run guests.</summary>
    public static ExitTable Of(HardwareProfile profile) => FindTable(profile.ExitTable)
        ?? throw new ArgumentException($"The profile {profile.Name} names no known exit table ('{profile.ExitTable}').", nameof(profile));

    /// <summary>A reason as part of a constant's key: lower case with hyphens.</summary>
    public static string Key(ExitReason reason)
    {
        var text = new StringBuilder();
        foreach (var c in reason.ToString())
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
