using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary>Arguments and options that several commands share, and how names become ids.</summary>
internal static class Inputs
{
    public static Argument<string> Name(string what) => new("name") { Description = what, HelpName = "NAME" };

    public static Option<string> Required(string name, string help, string description) => new(name) { Description = description, HelpName = help, Required = true };

    public static Option<string?> Optional(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    public static Option<int> Limit() => new("--limit") { Description = "Most items to list", HelpName = "N", DefaultValueFactory = _ => 1_000 };

    /// <summary>Takes at most <paramref name="limit"/> items; says so on standard error when there are more.</summary>
    public static async Task<List<T>> TakeAsync<T>(this IAsyncEnumerable<T> items, int limit, CliShell shell)
    {
        if (limit < 1) throw new UsageException("--limit must be 1 or more");
        var taken = new List<T>();
        await foreach (var item in items)
        {
            if (taken.Count == limit)
            {
                await shell.Error.WriteLineAsync($"there are more than {Text.Number(limit)}: raise --limit to see them");
                break;
            }

            taken.Add(item);
        }

        return taken;
    }

    /// <summary>Reads <c>key=value</c> (or just <c>key</c>) pairs.</summary>
    public static Dictionary<string, string> Labels(IEnumerable<string> pairs)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            if (key.Length == 0 || !labels.TryAdd(key, value)) throw new UsageException($"'{pair}' is not a label, or its key stands there twice; write key=value");
        }

        return labels;
    }

    /// <summary>An instance of the project by id or name.</summary>
    public static async Task<InstanceView> InstanceAsync(this Session session, string nameOrId, CancellationToken cancel)
    {
        if (Guid.TryParse(nameOrId, out var id)) return await session.Api.InstanceAsync(session.Project, id, cancel);
        await foreach (var instance in session.Api.InstancesAsync(session.Project, InstanceFilter.All with { Name = nameOrId }, cancel))
        {
            if (string.Equals(instance.Name, nameOrId, StringComparison.Ordinal)) return instance;
        }

        throw Missing($"There is no instance '{nameOrId}' in project {session.Project}.");
    }

    /// <summary>The server said there is nothing of that name.</summary>
    public static CloudProblemException Missing(string detail) =>
        new(new ProblemView { Type = "/problems/not-found", Title = "There is no such resource", Status = 404, Detail = detail }, requestId: null);
}
