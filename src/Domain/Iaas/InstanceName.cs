namespace Cloud.Domain.Iaas;

/// <summary>Rules for names that end up in DNS labels: instances, flavors, projects.</summary>
public static class ResourceName
{
    public const int MaxLength = 63;

    /// <summary>What is accepted, as a sentence for problem details.</summary>
    public const string Rule = "1 to 63 characters: lower-case letters, digits, dots and dashes; starts and ends with a letter or digit";

    public static bool IsValid(string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxLength || !IsAlphanumeric(name[0]) || !IsAlphanumeric(name[^1]))
            return false;

        foreach (var character in name)
        {
            if (!IsAlphanumeric(character) && character is not ('-' or '.'))
                return false;
        }

        return true;
    }

    private static bool IsAlphanumeric(char character) => character is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}

/// <summary>Rules for labels: the key like a name with optional '/' and '_', the value any printable text up to 255 characters.</summary>
public static class LabelRules
{
    public const int MaxLabels = 32;
    public const int MaxKeyLength = 63;
    public const int MaxValueLength = 255;
    public const string KeyRule = "1 to 63 characters: letters, digits, '.', '-', '_' and '/'";
    public const string ValueRule = "at most 255 printable characters";

    public static bool IsValidKey(string? key) =>
        !string.IsNullOrEmpty(key) && key.Length <= MaxKeyLength
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/');

    public static bool IsValidValue(string? value) => value is not null && value.Length <= MaxValueLength && !value.Any(char.IsControl);
}
