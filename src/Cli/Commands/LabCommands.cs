using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Cloud.Cli.Labs;
using Cloud.Cli.Output;
using Cloud.Cli.Plots;
using Cloud.Cli.Shell;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Labs;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud lab …</c>: the course as exercises, computed on this machine; no server is asked.</summary>
internal static class LabCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("lab", "The course as exercises that draw plots; computed here, without a server", List(verbs), Show(verbs), Run(verbs));

    private static Command List(Verbs verbs) => verbs.Verb("list", "List the labs", (session, _, _) =>
    {
        session.Print.Rows(MachineLabs.Catalogue.All, lab => lab.Id, lab => new JsonObject { ["number"] = lab.Number, ["id"] = lab.Id, ["title"] = lab.Title, ["concept"] = lab.Concept },
            new("no", lab => Text.Number(lab.Number), Right: true), new("id", lab => lab.Id), new("title", lab => lab.Title), new("concept", lab => lab.Concept));
        return Task.CompletedTask;
    });

    private static Command Show(Verbs verbs)
    {
        var id = LabArgument();
        return verbs.Verb("show", "Show what a lab teaches, its knobs and its sources", (session, parsed, _) =>
        {
            var lab = Find(parsed.GetRequiredValue(id));
            Say(session.Print, lab);
            session.Print.Say("\nknobs");
            session.Print.Rows(lab.Knobs, knob => knob.Name, knob => new JsonObject
            {
                ["name"] = knob.Name, ["label"] = knob.Label, ["unit"] = knob.Unit, ["default"] = knob.Default, ["min"] = knob.Min, ["max"] = knob.Max,
                ["whole"] = knob.Whole, ["choices"] = new JsonArray([.. knob.Choices.Select(choice => JsonValue.Create(choice))]),
            }, new("name", knob => knob.Name), new("what", knob => knob.Label), new("default", knob => KnobValues.Show(knob, knob.Default)), new("accepts", knob => knob.Accepted));
            session.Print.Say("\nexpected, with the knobs at their defaults");
            foreach (var expectation in lab.Expectations) session.Print.Say($"  {expectation.Text}");
            var families = LabSources.Constants(lab).Select(constant => string.Join('.', constant.Key.Split('.').Take(2))).Distinct(StringComparer.Ordinal);
            session.Print.Say($"\nconstants ('cloud model constants' shows each with its source): {string.Join(", ", families)}");
            return Task.CompletedTask;
        }, id);
    }

    private static Command Run(Verbs verbs)
    {
        var id = LabArgument();
        var knobs = new Option<string[]>("--knob") { Description = "A knob, as name=value; units are understood (256KiB, 10ms, 20%); may be given several times", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var svg = Inputs.Optional("--svg", "FILE", "Also write the plot as SVG");
        var csv = Inputs.Optional("--csv", "FILE", "Also write the points as CSV");
        var json = Inputs.Optional("--json", "FILE", "Also write everything as JSON");
        var trace = Inputs.Optional("--trace", "FILE", "Also write what ran where and why, for Perfetto (labs that run the event-level machine)");
        return verbs.Also(verbs.Verb("run", "Run a lab, draw its plot, check its statements; -o may also be csv", async (session, parsed, cancel) =>
        {
            var lab = Find(parsed.GetRequiredValue(id));
            var (values, errors) = KnobValues.Read(lab, parsed.GetRequiredValue(knobs));
            if (errors.Count > 0) throw new UsageException(string.Join("\ncloud: ", errors));
            var plot = lab.Run(values).Result ?? throw new UsageException(string.Join(" ", lab.Run(values).Errors));
            if (parsed.GetValue(svg) is { } svgPath) await Files.WriteAsync(svgPath, SvgPlot.Render(lab.Title, plot), cancel);
            if (parsed.GetValue(csv) is { } csvPath) await Files.WriteAsync(csvPath, LabText.Csv(plot), cancel);
            if (parsed.GetValue(json) is { } jsonPath) await Files.WriteAsync(jsonPath, Printer.Indented(LabText.Json(lab, values, plot)) + "\n", cancel);
            if (parsed.GetValue(trace) is { } tracePath) await WriteTraceAsync(tracePath, lab, plot, cancel);
            return Print(session, lab, values, plot);
        }, id, knobs, svg, csv, json, trace), OutputFormat.Csv);
    }

    private static async Task WriteTraceAsync(string path, Lab lab, LabResult result, CancellationToken cancel)
    {
        if (result.Trace is not { } write) throw new UsageException($"{lab.Id} is a formula and has no trace: see 'cloud lab list'");
        using var trace = new MemoryStream();
        write(trace);
        await Files.WriteAsync(path, Encoding.UTF8.GetString(trace.ToArray()), cancel);
    }

    private static int Print(Session session, Lab lab, Dictionary<string, double> values, LabResult plot)
    {
        var atDefaults = lab.Knobs.All(knob => !values.TryGetValue(knob.Name, out var value) || value.Equals(knob.Default));
        var held = lab.Expectations.Select(expectation => (expectation.Text, Holds: expectation.Holds(plot))).ToList();
        var code = atDefaults && held.Any(expectation => !expectation.Holds) ? ExitCode.Refused : ExitCode.Done;
        switch (session.Print.Format)
        {
            case OutputFormat.Json:
                session.Shell.Out.WriteLine(Printer.Indented(LabText.Json(lab, values, plot)));
                return code;
            case OutputFormat.Csv:
                session.Shell.Out.Write(LabText.Csv(plot));
                return code;
            case OutputFormat.Name:
                foreach (var series in plot.Series) session.Shell.Out.WriteLine(series.Name);
                return code;
            case OutputFormat.Markdown:
                throw Printer.NotHere;
            case OutputFormat.Table:
                Say(session.Print, lab);
                session.Print.Say($"knobs: {string.Join(", ", lab.Knobs.Select(knob => $"{knob.Name} = {KnobValues.Show(knob, values.TryGetValue(knob.Name, out var value) ? value : knob.Default)}"))}\n");
                session.Shell.Out.WriteLine(TerminalPlot.Render(plot));
                session.Print.Say(atDefaults ? "expected" : "expected with the knobs at their defaults; with yours");
                foreach (var (text, holds) in held) session.Print.Say($"  {(holds ? "holds" : "does not hold"),-14} {text}");
                break;
        }

        return code;
    }

    private static void Say(Printer print, Lab lab)
    {
        print.Say($"{Text.Number(lab.Number)}  {lab.Title}  ({lab.Concept})");
        print.Say(lab.Paragraph);
        print.Say($"formula: {lab.Formula}");
    }

    private static Argument<string> LabArgument() => new("lab") { Description = "Lab, by id or number", HelpName = "LAB" };

    private static Lab Find(string name) => MachineLabs.Catalogue.Find(name) ?? MachineLabs.Catalogue.All.FirstOrDefault(lab => string.Equals(Text.Number(lab.Number), name, StringComparison.Ordinal))
        ?? throw new UsageException($"there is no lab '{name}': see 'cloud lab list'");
}
