using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Hosts.Containers;
using Cloud.Domain.Hardware.Costs.Containers;

namespace Cloud.Simulation.Containers;

/// <summary>
/// The commands that can be run in a container: small ones, on the model. As <c>nsenter</c> into all its namespaces, as root inside; a real
/// process is not started anywhere.
/// </summary>
internal sealed class ContainerCommands(InsideContainer container, ContainerAddress address, ContainerFiles files)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private bool _failed;

    /// <summary>What there is, with its arguments.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "append PATH TEXT", "cat PATH...", "help", "hostname", "id", "ls [-l] [PATH...]", "mkdir PATH...", "mount", "mv FROM TO", "ps", "rm [-r] PATH...", "rmdir PATH...",
        "uname", "write PATH TEXT",
    ];

    public CommandResult Run(IReadOnlyList<string> arguments)
    {
        var (name, rest) = (arguments[0], arguments.Skip(1).ToList());
        var options = rest.TakeWhile(word => word.StartsWith('-') && word.Length > 1).ToList();
        var words = rest.Skip(options.Count).ToList();
        var code = Dispatch(name, options, words);
        return new(_output.ToString(), _errors.ToString(), code, [.. files.Effects], files.Microseconds);
    }

    private int Dispatch(string name, List<string> options, List<string> words)
    {
        switch (name)
        {
            case "ls": (words.Count == 0 ? ["/"] : words).ForEach(path => List(path, options.Any(option => option.Contains('l', StringComparison.Ordinal)))); break;
            case "cat" when words.Count > 0: words.ForEach(Print); break;
            case "rm" when words.Count > 0: words.ForEach(path => Did(name, path, files.Remove(path, options.Any(option => option.Contains('r', StringComparison.Ordinal)), directoriesToo: false))); break;
            case "rmdir" when words.Count > 0: words.ForEach(path => Did(name, path, files.Remove(path, recursive: false))); break;
            case "mkdir" when words.Count > 0: words.ForEach(path => Did(name, path, files.MakeDirectory(path))); break;
            case "mv" when words.Count == 2: Did(name, words[0], files.Rename(words[0], words[1])); break;
            case "write" or "append" when words.Count >= 2: Did(name, words[0], files.Write(words[0], string.Join(' ', words.Skip(1)) + "\n", append: name is "append")); break;
            case "ps": Processes(); break;
            case "id": _output.Append("uid=0(root) gid=0(root) groups=0(root)\n"); break;
            case "hostname": _output.Append(address.Name).Append('\n'); break;
            case "uname": _output.Append("Linux ").Append(address.Name).Append(container.Fact.Settings.VmIsolated ? " (the guest's kernel)\n" : " (the host's kernel)\n"); break;
            case "mount": foreach (var mount in ContainerMounts.Of(container)) _output.Append(CultureInfo.InvariantCulture, $"{mount.Source} on {mount.Target} type {mount.Type} ({mount.Options})\n"); break;
            case "help": _output.Append(string.Join('\n', Known)).Append('\n'); break;
            case "cat" or "rm" or "rmdir" or "mkdir" or "mv" or "write" or "append": Fail($"{name}: missing operand; usage: {Known.First(known => known.StartsWith(name, StringComparison.Ordinal))}"); break;
            default:
                Fail($"sh: {name}: not found");
                return 127;
        }

        return _failed ? 1 : 0;
    }

    private void Did(string name, string path, OverlayError error)
    {
        if (error != OverlayError.None) Fail($"{name}: {path}: {error.Text()}");
    }

    private void Fail(string message)
    {
        _failed = true;
        _errors.Append(message).Append('\n');
    }

    private void Print(string path)
    {
        switch (files.Read(path))
        {
            case PathContent { Text: { } text }: _output.Append(text); break;
            case PathContent { Entry.Type: "directory" }: Fail($"cat: {path}: {OverlayError.IsDirectory.Text()}"); break;
            case PathContent binary: _output.Append(CultureInfo.InvariantCulture, $"[{binary.Entry.Bytes} bytes, {binary.Digest}; only size and digest are modelled]\n"); break;
            case ContainerRefusal refusal: Fail($"cat: {path}: {refusal.Error.Text()}"); break;
        }
    }

    private void List(string path, bool isLong)
    {
        switch (files.Read(path))
        {
            case PathContent { Entry.Type: "directory" } directory:
                foreach (var entry in directory.Entries) Line(entry, entry.Name, isLong);
                break;
            case PathContent file: Line(file.Entry, path, isLong); break;
            case ContainerRefusal refusal: Fail($"ls: {path}: {refusal.Error.Text()}"); break;
        }
    }

    private void Line(PathEntry entry, string name, bool isLong)
    {
        if (isLong) _output.Append(CultureInfo.InvariantCulture, $"{Mode(entry)} root root {entry.Bytes,11} ");
        _output.Append(name).Append('\n');
    }

    private static string Mode(PathEntry entry)
    {
        const string letters = "rwxrwxrwx";
        return (entry.Type is "directory" ? "d" : "-") + string.Concat(letters.Select((letter, at) => (entry.Mode >> (8 - at) & 1) == 1 ? letter : '-'));
    }

    private void Processes()
    {
        _output.Append("  PID  PPID  UID  NLWP COMMAND\n");
        foreach (var process in container.Processes.Where(process => process.Pid is not null))
            _output.Append(CultureInfo.InvariantCulture, $"{process.Pid,5} {process.Parent,5} {process.User,4} {process.Threads,5} {process.Command}\n");
    }
}
