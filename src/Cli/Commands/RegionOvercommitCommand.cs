using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud region overcommit</c> (operators): the policies in force and how often their budgets were used.</summary>
internal static class RegionOvercommitCommand
{
    public static Command Build(Verbs verbs) => verbs.Verb(
        "overcommit", "Show the overcommit policies in force: promised, expected, violated (operators)", async (session, _, cancel) =>
            session.Print.List(
                await session.Api.OvercommitAsync(cancel).TakeAsync(10_000, session.Shell), it => it.Policy, ContractsJson.Default.OvercommitView,
                new("for", Scope), new("policy", it => it.Policy), new("guests", it => Text.Number(it.Guests), Right: true),
                new("vCPUs", it => Text.Number(it.Vcpus), Right: true), new("expected", it => Number(it.ExpectedThreads), Right: true),
                new("may promise", it => it.MayPromise is { } most ? $"{Text.Number(most)} on {Text.Number(it.Threads ?? 0)} threads" : null, Right: true),
                new("budget", it => it.Budget is { } budget ? $"{Percent(budget.TimeShare)} of time above {Percent(budget.StealAbove)} steal, {Percent(budget.ReadyAbove)} ready" : null),
                new("worst", it => it.Budget is null ? null : Percent(it.WorstTimeShare), Right: true),
                new("spent on", it => it.SpentNumaNodes == 0 ? null : $"{Text.Number(it.SpentNumaNodes)} of {Text.Number(it.NumaNodes)} NUMA nodes")));

    private static string Scope(OvercommitView policy) => string.Join(", ", new[]
    {
        policy.Pool is { } pool ? $"pool {pool}" : null, policy.Kind is { } kind ? $"kind {kind}" : null,
        policy.Tenant is { } tenant ? $"tenant {tenant:D}" : null, policy.Project is { } project ? $"project {project:D}" : null,
    }.OfType<string>());

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(double share) => $"{Number(share * 100)} %";
}
