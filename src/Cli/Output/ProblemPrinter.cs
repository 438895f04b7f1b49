using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Output;

/// <summary>A refusal as a person wants to read it: what, why, which fields, what would be accepted, and how to ask about it.</summary>
public static class ProblemPrinter
{
    public static void Print(TextWriter writer, CloudProblemException refusal)
    {
        var problem = refusal.Problem;
        Line(writer, $"refused: {problem.Title} ({refusal.Kind}, HTTP {problem.Status.ToString(CultureInfo.InvariantCulture)})");
        if (problem.Detail is { Length: > 0 } detail && !string.Equals(detail, problem.Title, StringComparison.Ordinal)) Line(writer, $"  {detail}");
        foreach (var error in problem.Errors ?? [])
        {
            Line(writer, $"  {error.Field}: {error.Message}");
            if (error.Accepted is not null) Line(writer, $"    accepted: {error.Accepted}");
        }

        if (problem.AllowedActions is { } allowed)
            Line(writer, allowed.Count == 0 ? "  no action is allowed now" : $"  allowed now: {string.Join(", ", allowed)}");
        if (problem.Quota is { } quota) Line(writer, $"  {quota.Resource}: {Number(quota.Requested)} with this request, the limit is {Number(quota.Limit)}");
        if (problem.Script is { } script) Line(writer, $"  reason: {script.Reason}{(script.Line is { } at ? $", line {Number(at)} column {Number(script.Column ?? 1)}" : "")}");
        if (problem.Explanation is { } explanation) PrintFunnel(writer, explanation);
        if (Hint(refusal.Kind) is { } hint) Line(writer, $"  {hint}");
        if (refusal.RequestId is not null) Line(writer, $"  request id: {refusal.RequestId}");
    }

    /// <summary>The nearest miss in words.</summary>
    public static string? Missing(NearestMissView? miss) => miss is null ? null
        : miss.Detail is { } detail ? detail
        : $"{miss.Host}{(miss.NumaNode is { } node ? $" NUMA node {node.ToString(CultureInfo.InvariantCulture)}" : "")} lacks {Number(miss.Missing)} {miss.Resource}";

    private static void PrintFunnel(TextWriter writer, PlacementExplanationView explanation)
    {
        Line(writer, $"  {Number(explanation.HostsConsidered)} hosts considered, {Number(explanation.HostsFitting)} fit (profile {explanation.Profile})");
        foreach (var refusal in explanation.Refusals)
        {
            var nearest = Missing(refusal.NearestMiss) is { } missing ? $"; nearest: {missing}" : "";
            Line(writer, $"    {refusal.Rule} refused {Number(refusal.Hosts)}{nearest}");
        }

        foreach (var advice in explanation.Advice) Line(writer, $"  what would help: {advice.Text}");
    }

    private static string? Hint(string kind) => kind switch
    {
        "unauthenticated" => "sign in with: cloud login",
        "token-scope" => "make a wider token with: cloud token create --scope manage",
        _ => null,
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static void Line(TextWriter writer, string text) => writer.WriteLine(Printer.Plain(text));
}
