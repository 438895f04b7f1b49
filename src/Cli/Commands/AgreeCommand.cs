using System.CommandLine;
using System.Text.Json.Nodes;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Simulation.Fluid.Agreement;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud model agree</c>: the two fidelities of the hardware model side by side; computed on this machine, without a server.</summary>
internal static class AgreeCommand
{
    public static Command Build(Verbs verbs)
    {
        var path = Inputs.Optional("--out", "FILE", "Write the whole report as Markdown");
        return verbs.Also(verbs.Verb("agree", "Hold the fluid model of a host to the event-level one; -o may also be markdown", async (session, parsed, cancel) =>
        {
            var report = AgreementReport.Run();
            if (parsed.GetValue(path) is { } file) await Files.WriteAsync(file, AgreementMarkdown.Render(report), cancel);
            if (session.Print.Format is OutputFormat.Markdown) await session.Shell.Out.WriteAsync(AgreementMarkdown.Render(report));
            else
            {
                session.Print.Rows(report.Rows, row => row.Scenario, Json,
                    new("scenario", row => row.Scenario), new("guests", row => row.Guest), new("measure", row => row.Measure),
                    new("reference", row => AgreementMarkdown.Number(row.Reference), Right: true), new("fluid", row => AgreementMarkdown.Number(row.Fluid), Right: true),
                    new("deviation", AgreementMarkdown.Deviation, Right: true), new("tolerance", AgreementMarkdown.Tolerance, Right: true),
                    new("verdict", row => row.Agrees ? "agrees" : "outside"));
            }

            var outside = report.Rows.Where(row => !row.Agrees).Select(row => row.Scenario).Distinct(StringComparer.Ordinal).ToList();
            session.Print.Say($"\n{report.Rows.Count} numbers: {report.Agreeing} agree, {report.Rows.Count - report.Agreeing} outside their tolerance");
            foreach (var scenario in outside)
                session.Print.Say($"  {scenario} outside: {(AgreementReport.Explanation(scenario) is { Length: > 0 } why ? why : "no explanation is recorded")}");
            return outside.Any(scenario => AgreementReport.Explanation(scenario).Length == 0) ? ExitCode.Refused : ExitCode.Done;
        }, path), OutputFormat.Markdown);
    }

    private static JsonObject Json(AgreementRow row) => new()
    {
        ["scenario"] = row.Scenario, ["guests"] = row.Guest, ["measure"] = row.Measure, ["reference"] = row.Reference, ["fluid"] = row.Fluid,
        ["deviation"] = row.Deviation, ["tolerance"] = row.Tolerance, ["relative"] = row.IsRelative, ["agrees"] = row.Agrees,
        ["explanation"] = row.Agrees ? null : AgreementReport.Explanation(row.Scenario),
    };
}
