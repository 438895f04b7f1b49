using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud operation …</c></summary>
internal static class OperationCommands
{
    public static Command Build(Verbs verbs)
    {
        var instance = Inputs.Optional("--instance", "INSTANCE", "Only of this instance");
        var limit = Inputs.Limit();
        var list = verbs.Verb("list", "List the operations of the project, newest first", async (session, parsed, cancel) =>
        {
            var only = parsed.GetValue(instance) is { } name ? (await session.InstanceAsync(name, cancel)).Id : (Guid?)null;
            var items = await session.Api.OperationsAsync(session.Project, only, cancel).TakeAsync(parsed.GetValue(limit), session.Shell);
            session.Print.List(items, it => it.Id.ToString(), ContractsJson.Default.OperationView,
                new("id", it => it.Id.ToString()), new("kind", it => it.Kind), new("instance", it => it.InstanceName), new("state", it => it.State),
                new("%", it => Text.Number(it.Percent), Right: true), new("created", it => Text.Time(it.CreatedAt)), new("failure", it => it.Failure));
        }, instance, limit);

        var id = new Argument<Guid>("operation") { Description = "Id of the operation", HelpName = "ID" };
        var show = verbs.Verb("show", "Show an operation with its steps", async (session, parsed, cancel) =>
            PrintSheet(session, await session.Api.OperationAsync(parsed.GetRequiredValue(id), cancel)), id);
        var awaited = new Argument<Guid>("operation") { Description = "Id of the operation", HelpName = "ID" };
        var wait = verbs.Verb("wait", "Wait until an operation is finished", async (session, parsed, cancel) =>
        {
            var operation = await Waiting.UntilFinishedAsync(session, parsed.GetRequiredValue(awaited), cancel);
            PrintSheet(session, operation);
            return operation.State is "succeeded" ? ExitCode.Done : ExitCode.Refused;
        }, awaited);
        return Verbs.Group("operation", "Durable long-running actions", list, show, wait);
    }

    private static void PrintSheet(Session session, OperationView operation)
    {
        session.Print.One(operation, it => it.Id.ToString(), ContractsJson.Default.OperationView,
            new("id", it => it.Id.ToString()), new("kind", it => it.Kind), new("instance", it => $"{it.InstanceName} ({it.Instance})"),
            new("state", it => $"{it.State}, {Text.Number(it.Percent)} %"), new("failure", it => it.Failure),
            new("created", it => Text.Time(it.CreatedAt)), new("finished", it => Text.Time(it.FinishedAt)));
        if (session.Print.Format == OutputFormat.Table && operation.Steps.Count > 0)
        {
            session.Print.Table(operation.Steps,
                new("step", it => it.Name), new("started", it => Text.Time(it.StartedAt)),
                new("took ms (modelled)", it => it.DurationMs?.ToString("F1", System.Globalization.CultureInfo.InvariantCulture), Right: true));
        }
    }
}
