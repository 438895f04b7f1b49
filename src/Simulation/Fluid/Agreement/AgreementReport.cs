namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>One number of both models.</summary>
/// <param name="Scenario">Where.</param>
/// <param name="Guest">Kind of guest.</param>
/// <param name="Measure">What.</param>
/// <param name="Reference">The event-level machine, or the formula of the cost model.</param>
/// <param name="Fluid">The fluid model.</param>
/// <param name="Tolerance">How far the fluid model may be away.</param>
/// <param name="IsRelative">The tolerance is a fraction of the reference; otherwise it is in the unit of the measure.</param>
public sealed record AgreementRow(string Scenario, string Guest, string Measure, double Reference, double Fluid, double Tolerance, bool IsRelative)
{
    /// <summary>Fluid less reference; as a fraction of the reference where the tolerance is one.</summary>
    public double Deviation => IsRelative && Math.Abs(Reference) > 0 ? (Fluid - Reference) / Math.Abs(Reference) : Fluid - Reference;

    /// <summary>Whether the models agree.</summary>
    public bool Agrees => Math.Abs(Deviation) <= Tolerance;
}

/// <summary>The two fidelities side by side: every scenario of <see cref="AgreementGrid"/>, and the closed forms of the cost model.</summary>
public sealed class AgreementReport
{
    /// <summary>Threads granted: within 3 % of the reference.</summary>
    public const double GrantedTolerance = 0.03;

    /// <summary>Share of time stolen: within three percentage points.</summary>
    public const double StealTolerance = 0.03;

    /// <summary>Threads throttled: within 5 % of the reference.</summary>
    public const double ThrottledTolerance = 0.05;

    /// <summary>Speed and exits: within 3 % of the reference.</summary>
    public const double SpeedTolerance = 0.03;

    private const double WarmUpSeconds = 1;
    private const double Seconds = 8;

    private AgreementReport(IReadOnlyList<AgreementRow> rows) => Rows = rows;

    /// <summary>All rows, by scenario.</summary>
    public IReadOnlyList<AgreementRow> Rows { get; }

    /// <summary>Rows in which the models agree.</summary>
    public int Agreeing => Rows.Count(row => row.Agrees);

    /// <summary>Runs everything; a few seconds. Deterministic.</summary>
    public static AgreementReport Run() => new([.. AgreementGrid.All.SelectMany(Compare), .. ClosedForms.Rows()]);

    /// <summary>Why the models differ in a scenario; empty when nothing is recorded.</summary>
    public static string Explanation(string scenario) =>
        AgreementGrid.All.FirstOrDefault(it => string.Equals(it.Id, scenario, StringComparison.Ordinal))?.Explanation ?? ClosedForms.Explanation(scenario);

    /// <summary>One scenario in both models.</summary>
    public static IEnumerable<AgreementRow> Compare(AgreementScenario scenario)
    {
        var machine = MachineRun.Measure(scenario, WarmUpSeconds, Seconds);
        var fluid = FluidRun.Measure(scenario);
        for (var i = 0; i < scenario.Guests.Count; i++)
        {
            var guest = scenario.Guests[i];
            var (a, b) = (machine[i], fluid[i]);
            yield return new(scenario.Id, guest.Name, "threads granted", a.Granted, b.Granted, GrantedTolerance, IsRelative: true);
            yield return new(scenario.Id, guest.Name, "steal share", a.StealShare, b.StealShare, StealTolerance, IsRelative: false);
            yield return new(scenario.Id, guest.Name, "speed", a.Speed, b.Speed, SpeedTolerance, IsRelative: true);
            if (guest.QuotaCpus > 0) yield return new(scenario.Id, guest.Name, "threads throttled", a.Throttled, b.Throttled, ThrottledTolerance, IsRelative: a.Throttled > 0.05);
            if (guest.Exits.Count > 0) yield return new(scenario.Id, guest.Name, "exits/s", a.Exits, b.Exits, SpeedTolerance, IsRelative: true);
        }
    }
}
