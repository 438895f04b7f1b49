using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Operator.Faults;

namespace Cloud.Simulation.Scenarios;

/// <summary>What happened, line by line: always hashed, so that two runs can be compared; kept as text when somebody wants to read it.</summary>
public sealed class Transcript
{
    private ulong _hash = 0xCBF29CE484222325;

    /// <summary>FNV-1a over all lines so far.</summary>
    public ulong Hash => _hash;

    /// <summary>Lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>The lines themselves, or null when nobody wants them.</summary>
    public StringBuilder? Text { get; set; }

    internal void Say(TimeSpan at, string line)
    {
        Lines++;
        Mix((ulong)at.Ticks);
        foreach (var c in line) Mix(c);
        Text?.Append(CultureInfo.InvariantCulture, $"{at:c} {line}\n");
    }

    private void Mix(ulong value) => _hash = (_hash ^ value) * 0x100000001B3;
}

/// <summary>What happened in a run, counted.</summary>
public sealed class SimCounts
{
    /// <summary>Rounds of both acts.</summary>
    public int Rounds { get; internal set; }

    /// <summary>Requests of callers.</summary>
    public int Requests { get; internal set; }

    /// <summary>Moves begun or cancelled.</summary>
    public int Moves { get; internal set; }

    /// <summary>Migrations that arrived.</summary>
    public int Migrated { get; internal set; }

    /// <summary>Migrations that came to nothing, cancelled ones included.</summary>
    public int MovesEnded { get; internal set; }

    /// <summary>Instances evacuated from hosts that were down.</summary>
    public int Evacuated { get; internal set; }

    /// <summary>Requests refused.</summary>
    public int Refusals { get; internal set; }

    /// <summary>Reservations made.</summary>
    public int Reservations { get; internal set; }

    /// <summary>Instances created on a reserved place.</summary>
    public int Claims { get; internal set; }

    /// <summary>Instances created that waited for the room of others.</summary>
    public int Preemptions { get; internal set; }

    /// <summary>Reports that the control plane heard.</summary>
    public int Reports { get; internal set; }

    /// <summary>Commands sent.</summary>
    public int Commands { get; internal set; }

    /// <summary>Deaths of the control plane.</summary>
    public int Deaths { get; internal set; }

    /// <summary>Commits of a writer thought dead that the store refused.</summary>
    public int Fenced { get; internal set; }

    /// <summary>Deaths of everything.</summary>
    public int Blackouts { get; internal set; }

    /// <summary>Faults that struck hosts.</summary>
    public int Misfortunes { get; internal set; }

    /// <summary>The same by kind.</summary>
    public SortedDictionary<FaultKind, int> Faults { get; } = [];

    /// <summary>Deaths of the control plane and failures of its store, by the step of the writer.</summary>
    public SortedDictionary<WriterStep, int> Cuts { get; } = [];

    /// <summary>Changes of tenants, projects and tokens that were asked.</summary>
    public int Tenancy { get; internal set; }
}
