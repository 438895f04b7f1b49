using System.CommandLine;
using Cloud.Cli.Client;
using Cloud.Cli.Output;
using Cloud.Cli.Shell;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud container …</c>: looking inside, and small changes there.</summary>
internal static class ContainerCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group(
        "container", "The inside of a container: namespaces, layers, files, processes, control group",
        Inspect(verbs), List(verbs), Cat(verbs), Write(verbs), Remove(verbs), Processes(verbs), Cgroup(verbs), Execute(verbs));

    private static Command Inspect(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        return verbs.Verb("inspect", "Show namespaces, layers, upper directory, processes and control group", async (session, parsed, cancel) =>
            ContainerSheet.Print(session, await session.Api.ContainerAsync(session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), cancel)), which);
    }

    private static Command List(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var path = Path(new Argument<string>("path") { Description = "Directory; left out, the root", DefaultValueFactory = _ => "/" });
        return verbs.Verb("ls", "List a directory as the container sees it, with the layer of each entry", async (session, parsed, cancel) =>
        {
            var found = await session.Api.ContainerFileAsync(session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetRequiredValue(path), cancel);
            IReadOnlyList<ContainerEntryView> entries = found.Entry.Type is "directory" ? found.Entries : [found.Entry];
            session.Print.List(entries, it => it.Name, ContractsJson.Default.ContainerEntryView,
                new("mode", it => it.Mode), new("bytes", it => Text.Number(it.Bytes), Right: true), new("layer", ContainerSheet.LayerOf), new("name", it => it.Type is "directory" ? it.Name + "/" : it.Name));
        }, which, path);
    }

    private static Command Cat(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var path = Path(new Argument<string>("path") { Description = "File" });
        return verbs.Verb("cat", "Print a file as the container sees it", async (session, parsed, cancel) =>
        {
            var found = await session.Api.ContainerFileAsync(session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetRequiredValue(path), cancel);
            if (session.Print.Format is not OutputFormat.Table)
                session.Print.One(found, it => it.Path, ContractsJson.Default.ContainerFileView);
            else if (found.Text is { } text)
                session.Shell.Out.Write(Expand(text));
            else
                session.Print.Say(found.Entry.Type is "directory" ? $"{found.Path} is a directory" : $"{Text.Number(found.Entry.Bytes)} bytes, {found.Digest}; only size and digest are modelled");
        }, which, path);
    }

    private static Command Write(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var path = Path(new Argument<string>("path") { Description = "File" });
        var text = new Argument<string>("text") { Description = "Text, without the last line end", HelpName = "TEXT" };
        var append = new Option<bool>("--append") { Description = "After what is there: a file of a lower layer is copied up whole" };
        return verbs.Verb("write", "Write a file and show what that did to the upper directory", async (session, parsed, cancel) =>
        {
            var body = new WriteContainerFileBody { Text = parsed.GetRequiredValue(text) + "\n", Append = parsed.GetValue(append) ? true : null };
            ContainerSheet.Print(session, await session.Api.WriteContainerFileAsync(
                session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetRequiredValue(path), body, cancel));
        }, which, path, text, append);
    }

    private static Command Remove(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var path = Path(new Argument<string>("path") { Description = "File or directory" });
        var recursive = new Option<bool>("--recursive", "-r") { Description = "A directory with all that is in it" };
        return verbs.Verb("rm", "Remove a file and show the whiteout that hides it", async (session, parsed, cancel) =>
            ContainerSheet.Print(session, await session.Api.RemoveContainerFileAsync(
                session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetRequiredValue(path), parsed.GetValue(recursive), cancel)), which, path, recursive);
    }

    private static Command Processes(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        return verbs.Verb("ps", "List processes with their numbers inside and on the host", async (session, parsed, cancel) =>
        {
            var view = await session.Api.ContainerAsync(session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), cancel);
            session.Print.List(view.Processes, it => it.Command, ContractsJson.Default.ContainerProcessView, ContainerSheet.ProcessColumns);
        }, which);
    }

    private static Command Cgroup(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var file = new Argument<string?>("file") { Description = "Only this file", HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne };
        var value = new Argument<string?>("value") { Description = "Write this into it", HelpName = "VALUE", Arity = ArgumentArity.ZeroOrOne };
        return verbs.Verb("cgroup", "Show the files of the control group, or write one", async (session, parsed, cancel) =>
        {
            var (id, name) = (await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetValue(file));
            IReadOnlyList<ControlFileView> files = name is not null && parsed.GetValue(value) is { } text
                ? [await session.Api.WriteControlAsync(session.Project, id, name, text, cancel)]
                : [.. (await session.Api.ContainerAsync(session.Project, id, cancel)).Controls.Where(it => name is null || string.Equals(it.Name, name, StringComparison.Ordinal))];
            if (name is not null && files.Count == 0) throw new UsageException($"there is no file '{name}' in the control group");
            session.Print.List(files, it => it.Name, ContractsJson.Default.ControlFileView, ContainerSheet.ControlColumns);
        }, which, file, value);
    }

    private static Command Execute(Verbs verbs)
    {
        var which = InstanceCommands.Which();
        var command = new Argument<string[]>("command") { Description = "A command and its arguments, after --; 'help' lists what there is", HelpName = "COMMAND", Arity = ArgumentArity.OneOrMore };
        return verbs.Verb("exec", "Run one of the few commands that the model of a container knows", async (session, parsed, cancel) =>
        {
            var result = await session.Api.RunInContainerAsync(
                session.Project, await IdAsync(session, parsed.GetRequiredValue(which), cancel), parsed.GetRequiredValue(command), cancel);
            if (session.Print.Format is not OutputFormat.Table)
            {
                session.Print.One(result, it => Text.Number(it.ExitCode), ContractsJson.Default.CommandResultView);
                return result.ExitCode == 0 ? ExitCode.Done : ExitCode.Refused;
            }

            session.Shell.Out.Write(Expand(result.Output));
            session.Shell.Error.Write(Printer.Plain(result.Error));
            return result.ExitCode == 0 ? ExitCode.Done : ExitCode.Refused;
        }, which, command);
    }

    private static string Expand(string text) => Printer.Plain(text.Replace("\t", "    ", StringComparison.Ordinal));

    private static Argument<string> Path(Argument<string> argument)
    {
        argument.HelpName = "PATH";
        return argument;
    }

    private static async Task<Guid> IdAsync(Session session, string which, CancellationToken cancel) => (await session.InstanceAsync(which, cancel)).Id;
}
