using System.Globalization;
using Cloud.Cli.Commands;
using Cloud.Cli.Output;

namespace Cloud.Cli.Replay;

/// <summary>The final table.</summary>
internal static class ReplayPrinter
{
    public static void Print(Printer print, ReplayReport report)
    {
        if (print.Format != OutputFormat.Table)
        {
            print.One(report, it => it.Run, ReplayJson.Default.ReplayReport);
            return;
        }

        var rows = new List<Row>
        {
            new("requested", report.Requested, Share(report.Requested, report)),
            new("accepted", report.Accepted, Share(report.Accepted, report)),
            new("  running", report.Running, Share(report.Running, report)),
        };
        Add("  deleted at the end of their lifetime", report.Deleted);
        Add("  failed", report.Failed);
        Add("  neither running nor failed", report.Unsettled);
        foreach (var refusal in report.Refused)
            Add($"refused: {refusal.Reason}{(refusal.Resource is { } resource ? $" ({resource})" : "")}", refusal.Count);
        foreach (var error in report.Errors) Add($"ERROR: {error.Reason}", error.Count);
        Add("retries", report.Retries, share: false);
        print.Table(rows, new("requests", it => it.Name), new("count", it => Text.Number(it.Count), Right: true), new("share", it => it.Share, Right: true));
        print.Say("");
        (string Name, LatencySummary Value)[] times =
            [("create (201)", report.CreateLatencyMs), ("refusal", report.RefusalLatencyMs), ("time to running", report.TimeToRunningMs)];
        print.Table(
            times.Where(entry => entry.Value.Count > 0).ToList(),
            new("milliseconds", it => it.Name), new("p50", it => Ms(it.Value.P50), Right: true), new("p90", it => Ms(it.Value.P90), Right: true),
            new("p99", it => Ms(it.Value.P99), Right: true), new("max", it => Ms(it.Value.Max), Right: true));
        print.Say("");
        print.Say(string.Create(CultureInfo.InvariantCulture,
            $"{report.CreatesPerSecond:F0} creates/s over {report.Concurrency} connections; sent in {report.SendingSeconds:F1} s, settled after {report.TotalSeconds:F1} s (run {report.Run})"));

        void Add(string name, int count, bool share = true)
        {
            if (count > 0) rows.Add(new Row(name, count, share ? Share(count, report) : ""));
        }
    }

    private static string Share(int count, ReplayReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{(report.Requested == 0 ? 0 : 100.0 * count / report.Requested):F1} %");

    private static string Ms(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private sealed record Row(string Name, int Count, string Share);
}
