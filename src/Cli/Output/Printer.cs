using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cloud.Cli.Shell;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cloud.Cli.Output;

/// <summary>One column of a table.</summary>
public sealed record Column<T>(string Title, Func<T, string?> Value, bool Right = false);

/// <summary>Writes results to standard output in the wanted format.</summary>
public sealed class Printer(CliShell shell, OutputFormat format)
{
    public OutputFormat Format { get; } = format;

    /// <summary>A list: a table, a JSON array or names.</summary>
    public void List<T>(IReadOnlyList<T> items, Func<T, string> name, JsonTypeInfo<T> type, params ReadOnlySpan<Column<T>> columns)
    {
        switch (Format)
        {
            case OutputFormat.Json:
                shell.Out.WriteLine($"[{string.Join(',', items.Select(item => $"\n{Indented(item, type)}"))}\n]");
                break;
            case OutputFormat.Name:
                foreach (var item in items) shell.Out.WriteLine(Plain(name(item)));
                break;
            case OutputFormat.Table:
                if (items.Count == 0) shell.Error.WriteLine("none");
                else Render(TableOf(items, columns));
                break;
            case OutputFormat.Csv or OutputFormat.Markdown:
                throw NotHere;
        }
    }

    /// <summary>One thing: a sheet of fields, a JSON object or a name.</summary>
    public void One<T>(T item, Func<T, string> name, JsonTypeInfo<T> type, params ReadOnlySpan<Column<T>> fields)
    {
        switch (Format)
        {
            case OutputFormat.Json:
                shell.Out.WriteLine(Indented(item, type));
                break;
            case OutputFormat.Name:
                shell.Out.WriteLine(Plain(name(item)));
                break;
            case OutputFormat.Table:
                var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
                foreach (var field in fields)
                {
                    if (field.Value(item) is { Length: > 0 } value) grid.AddRow(new Text(field.Title, Style.Plain), new Text(Plain(value)));
                }

                Render(grid);
                break;
            case OutputFormat.Csv or OutputFormat.Markdown:
                throw NotHere;
        }
    }

    /// <summary>A list that does not come from the API: a table, a JSON array or names.</summary>
    public void Rows<T>(IReadOnlyList<T> items, Func<T, string> name, Func<T, JsonObject> json, params ReadOnlySpan<Column<T>> columns)
    {
        switch (Format)
        {
            case OutputFormat.Json:
                shell.Out.WriteLine(Indented(new JsonArray([.. items.Select(json)])));
                break;
            case OutputFormat.Name:
                foreach (var item in items) shell.Out.WriteLine(Plain(name(item)));
                break;
            case OutputFormat.Table:
                Render(TableOf(items, columns));
                break;
            case OutputFormat.Csv or OutputFormat.Markdown:
                throw NotHere;
        }
    }

    /// <summary>A table, whatever the format.</summary>
    public void Table<T>(IReadOnlyList<T> items, params ReadOnlySpan<Column<T>> columns) => Render(TableOf(items, columns));

    /// <summary>A line for people: left out unless the format is a table.</summary>
    public void Say(string line)
    {
        if (Format == OutputFormat.Table) shell.Out.WriteLine(Plain(line));
    }

    /// <summary>Removes what could steer a terminal: names come from other people.</summary>
    public static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c)) : text;

    /// <summary>Makes a console that writes to <paramref name="writer"/> as the shell wants it.</summary>
    public static IAnsiConsole ConsoleOn(CliShell shell, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = shell.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = shell.IsTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = shell.Width;
        return console;
    }

    private static Table TableOf<T>(IReadOnlyList<T> items, ReadOnlySpan<Column<T>> columns)
    {
        var table = new Table { Border = TableBorder.None, ShowRowSeparators = false };
        for (var at = 0; at < columns.Length; at++)
        {
            var column = new TableColumn(new Text(columns[at].Title.ToUpperInvariant(), new Style(decoration: Decoration.Bold)))
            {
                Alignment = columns[at].Right ? Justify.Right : Justify.Left,
                NoWrap = at == 0,
                Padding = new Padding(0, 0, at == columns.Length - 1 ? 0 : 2, 0),
            };
            table.AddColumn(column);
        }

        var rows = columns.ToArray();
        foreach (var item in items)
            table.AddRow(rows.Select(column => (IRenderable)new Text(Plain(column.Value(item) ?? "-"))));
        return table;
    }

    private void Render(IRenderable what)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var plain = !shell.IsTerminal;
        ConsoleOn(shell, plain ? text : shell.Out).Write(what);
        if (!plain) return;
        // In a pipe the padding of the last column is only noise.
        foreach (var line in text.ToString().TrimEnd('\n').Split('\n')) shell.Out.WriteLine(line.TrimEnd());
    }

    /// <summary>A document that a program reads, indented.</summary>
    public static string Indented(JsonNode node) => node.ToJsonString(Readable);

    /// <summary>The format is known, but not to this command.</summary>
    public static UsageException NotHere => new("this command cannot write that format; it writes table, json or name");

    /// <summary>The document as the API would send it, indented.</summary>
    private static string Indented<T>(T item, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(item, type)!.ToJsonString(Readable);

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(),
    };
}
