namespace Cloud.Persistence.Schema;

/// <summary>Keeps one copy of each name that many rows repeat.</summary>
internal sealed class StringPool
{
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    public string Share(string text)
    {
        if (known.TryGetValue(text, out var shared))
            return shared;

        known.Add(text, text);
        return text;
    }
}
