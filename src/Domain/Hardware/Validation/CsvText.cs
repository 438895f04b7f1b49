using System.Text;

namespace Cloud.Domain.Hardware.Validation;

/// <summary>Reads comma-separated values with quotes (RFC 4180).</summary>
internal static class CsvText
{
    public static List<string[]> Rows(string text)
    {
        var rows = new List<string[]>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && (c is ',' or '\n')) End(c);
            else if (c != '\r' || quoted) field.Append(c);
        }

        if (field.Length > 0 || fields.Count > 0) End('\n');
        return rows;

        void End(char separator)
        {
            fields.Add(field.ToString());
            field.Clear();
            if (separator != '\n') return;
            rows.Add([.. fields]);
            fields.Clear();
        }
    }
}
