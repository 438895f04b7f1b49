using Cloud.Web.Client;

namespace Cloud.Web.Models.SameCall;

/// <summary>Writes the words of the <c>cloud</c> command.</summary>
public static class CliWriter
{
    /// <summary>Null where the command has no such verb.</summary>
    public static string? Write(Uri server, ApiCall call)
    {
        if (call.Command is not { } words)
            return null;
        var text = "cloud";
        var line = text.Length;
        for (var i = 0; i < words.Count; i++)
        {
            var word = CurlWriter.Quote(words[i]);
            var isOption = words[i].StartsWith("--", StringComparison.Ordinal);
            var group = isOption && i + 1 < words.Count ? word + " " + CurlWriter.Quote(words[++i]) : word;
            if (isOption && line + group.Length > 64)
            {
                text += " \\\n  " + group;
                line = 2 + group.Length;
            }
            else
            {
                text += " " + group;
                line += 1 + group.Length;
            }
        }

        return text;
    }
}
