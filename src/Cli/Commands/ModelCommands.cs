using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Hardware.Validation;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud model …</c>: the cost model opened; computed on this machine, without a server.</summary>
internal static class ModelCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("model", "The hardware model: where its numbers come from, and whether they are right; without a server",
        Validate(verbs), AgreeCommand.Build(verbs), Constants(verbs), Profiles(verbs), ShowProfile(verbs), Check(verbs), CalibrateCommand.Build(verbs));

    private static Command Validate(Verbs verbs)
    {
        var path = Inputs.Optional("--out", "FILE", "Write the whole report as Markdown");
        return verbs.Also(verbs.Verb("validate", "Check the model against every published measurement; -o may also be markdown", async (session, parsed, cancel) =>
        {
            var report = ValidationReport.Run();
            if (parsed.GetValue(path) is { } file) await Files.WriteAsync(file, ValidationMarkdown.Render(report), cancel);
            if (session.Print.Format is OutputFormat.Markdown) await session.Shell.Out.WriteAsync(ValidationMarkdown.Render(report));
            else
            {
                session.Print.Rows(report.Results, result => result.Point.Id, Json,
                    new("point", result => result.Point.Id), new("verdict", result => Word(result.Verdict)), new("sure", result => result.Point.Confidence.Tag()),
                    new("concept", result => result.Point.Concept), new("published", result => result.Point.Measured), new("model", Modelled));
            }

            session.Print.Say($"\n{report.Results.Count} points: {report.Count(ValidationVerdict.Pass)} predicted within their band, {report.Count(ValidationVerdict.OutsideBand)} outside it, "
                + $"{report.Count(ValidationVerdict.Input)} only repeat inputs or fitted scenarios, {report.Count(ValidationVerdict.Unverified)} unverified");
            foreach (var result in report.Results.Where(result => result.Verdict is ValidationVerdict.OutsideBand))
                session.Print.Say($"  {result.Point.Id} outside: {(result.Note.Length > 0 ? result.Note : "no explanation is recorded")}");
            return report.Results.Any(result => result.Verdict is ValidationVerdict.OutsideBand && result.Note.Length == 0) ? ExitCode.Refused : ExitCode.Done;
        }, path), OutputFormat.Markdown);
    }

    private static Command Constants(Verbs verbs)
    {
        var section = Inputs.Optional("--section", "TEXT", "Only this section (its number or title), or the keys that begin with this family");
        return verbs.Verb("constants", "List every number of the cost model with its source", (session, parsed, _) =>
        {
            var constants = parsed.GetValue(section) is { } asked ? ModelConstants.In(asked) : ModelConstants.All;
            if (constants.Count == 0) throw new UsageException($"there are no constants in '{parsed.GetValue(section)}'; sections are: {string.Join("; ", ModelConstants.Sections)}");
            session.Print.Rows(constants, it => it.Key, it => new JsonObject
            {
                ["key"] = it.Key, ["value"] = it.Value, ["unit"] = it.Unit, ["confidence"] = it.Confidence.Tag(), ["source"] = it.Source, ["section"] = it.Section,
            }, new("key", it => it.Key), new("value", it => Number(it.Value), Right: true), new("unit", it => it.Unit), new("sure", it => it.Confidence.Tag()), new("source", it => it.Source));
            return Task.CompletedTask;
        }, section);
    }

    private static Command Profiles(Verbs verbs) => verbs.Verb("profiles", "List the kinds of hosts that the model knows", (session, _, _) =>
    {
        session.Print.Rows(HardwareProfiles.All, it => it.Name, it => new JsonObject { ["name"] = it.Name, ["description"] = it.Description },
            new("name", it => it.Name), new("sockets", it => Text.Number(it.Sockets), Right: true), new("cores", it => Text.Number(it.Cores), Right: true),
            new("threads", it => Text.Number(it.HardwareThreads), Right: true), new("memory", it => Text.Memory(it.Memory.DefaultMib), Right: true),
            new("NUMA modes", it => string.Join(", ", it.NumaModes.Select(mode => mode.Name))), new("description", it => it.Description));
        return Task.CompletedTask;
    });

    private static Command ShowProfile(Verbs verbs)
    {
        var name = Inputs.Name("Hardware profile");
        return verbs.Verb("show", "Print a hardware profile as the file that 'check' reads", (session, parsed, _) =>
        {
            var profile = HardwareProfiles.Find(parsed.GetRequiredValue(name)) ?? throw new UsageException($"there is no hardware profile '{parsed.GetValue(name)}': see 'cloud model profiles'");
            session.Shell.Out.Write(HardwareProfileWriter.Write(profile));
            return Task.CompletedTask;
        }, name);
    }

    private static Command Check(Verbs verbs)
    {
        var path = new Argument<string>("file") { Description = "Hardware profile", HelpName = "FILE" };
        return verbs.Verb("check", "Check a hardware profile and print everything that is wrong with it", async (session, parsed, cancel) =>
        {
            var reading = HardwareProfileReader.Read(await Files.ReadAsync(parsed.GetRequiredValue(path), cancel));
            foreach (var error in reading.Errors) await session.Shell.Error.WriteLineAsync(Printer.Plain(error.ToString()));
            if (reading.Profile is not { } profile) return ExitCode.Refused;
            session.Print.Say($"valid: {profile.Name}, {profile.Sockets} sockets, {profile.Cores} cores, {profile.HardwareThreads} hardware threads, {Text.Memory(profile.Memory.DefaultMib)}");
            return ExitCode.Done;
        }, path);
    }

    private static JsonObject Json(ValidationResult result) => new()
    {
        ["id"] = result.Point.Id,
        ["concept"] = result.Point.Concept,
        ["measured"] = result.Point.Measured,
        ["source"] = result.Point.Source,
        ["confidence"] = result.Point.Confidence.Tag(),
        ["verdict"] = Word(result.Verdict),
        ["note"] = result.Note,
        ["checks"] = new JsonArray([.. result.Rows.Select(row => new JsonObject
        {
            ["what"] = row.Check.What, ["unit"] = row.Check.Unit, ["published"] = Finite(row.Check.Published), ["model"] = Finite(row.ModelValue),
            ["min"] = Finite(row.Check.Min), ["max"] = Finite(row.Check.Max), ["inBand"] = row.InBand,
        })]),
    };

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Modelled(ValidationResult result) => string.Join("; ", result.Rows.Select(row => $"{row.Check.What} {Number(row.ModelValue)} {row.Check.Unit}{(row.InBand ? "" : " (outside)")}"));

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Word(ValidationVerdict verdict) => verdict switch
    {
        ValidationVerdict.Pass => "pass",
        ValidationVerdict.OutsideBand => "outside-band",
        ValidationVerdict.Input => "input",
        ValidationVerdict.Unverified => "unverified",
    };
}
