using System.Net;
using System.Text;

namespace Cloud.Api.Http.Problems;

/// <summary>Makes the type URIs of problems resolve: each shows its section of docs/problems.md, which is embedded.</summary>
internal static class ProblemPages
{
    private static readonly Lazy<Dictionary<string, string>> Sections = new(Read);

    /// <summary>The kinds that the document describes, in its order.</summary>
    public static IReadOnlyCollection<string> Kinds => Sections.Value.Keys;

    public static void MapProblemPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/problems", () => Page("Problems", Index())).ExcludeFromDescription();
        routes.MapGet("/problems/{kind}", (string kind) => Sections.Value.TryGetValue(kind, out var text)
            ? Page(kind, Html(text))
            : Results.NotFound()).ExcludeFromDescription();
    }

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(ProblemPages).Assembly.GetManifestResourceStream("problems.md")!;
        using var reader = new StreamReader(stream);
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1))
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            sections.Add(section[..end].Trim(), section[end..].Trim());
        }

        return sections;
    }

    private static string Index() => $"<ul>{string.Concat(Kinds.Select(kind => $"<li><a href=\"/problems/{kind}\">{kind}</a></li>"))}</ul>";

    /// <summary>Paragraphs, bold and code are all that the document uses.</summary>
    private static string Html(string markdown)
    {
        var html = new StringBuilder();
        foreach (var paragraph in markdown.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
            html.Append("<p>").Append(Marked(Marked(WebUtility.HtmlEncode(paragraph), "**", "strong"), "`", "code")).Append("</p>\n");
        return html.Append("<p><a href=\"/problems\">All problems</a></p>").ToString();
    }

    private static string Marked(string text, string mark, string tag)
    {
        var parts = text.Split(mark);
        var html = new StringBuilder(parts[0]);
        for (var index = 1; index < parts.Length; index++)
            html.Append(index % 2 == 1 ? $"<{tag}>" : $"</{tag}>").Append(parts[index]);
        return html.ToString();
    }

    private static IResult Page(string title, string body) => Results.Content(
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{title}} · Cloud</title>
        <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}</style></head>
        <body><main><h1>{{title}}</h1>
        {{body}}
        </main></body></html>
        """,
        "text/html; charset=utf-8");
}
