using System.Collections.Frozen;

namespace Cloud.Persistence.Tenancy;

/// <summary>What a new password must satisfy: length before anything else (NIST SP 800-63B), and nothing everybody tries first.</summary>
internal static class PasswordRules
{
    public const int MinLength = 12;
    public const int MaxLength = 256;
    public const int MinDifferent = 5;

    // What remains of the usual bad passwords when digits and signs around and between the letters are taken away.
    private static readonly FrozenSet<string> Worst = FrozenSet.ToFrozenSet(
        [
            "password", "passwort", "passwd", "passw", "pass", "pwd", "parol", "sifre", "senha", "motdepasse", "contrasena",
            "passwordpassword", "mypassword", "newpassword", "yourpassword", "thepassword", "defaultpassword", "password123password",
            "correcthorsebatterystaple", "qwerty", "qwertyuiop", "qwertyqwerty", "qwertyuiopasdfghjkl", "qwertyasdfgh", "qazwsx",
            "qazwsxedc", "qazwsxedcrfv", "asdfghjkl", "zxcvbnm", "asdfasdfasdf", "qweasdzxc", "qweqweqweqwe", "abcdefghijkl",
            "abcdefghijklm", "abc", "abcabcabcabc", "admin", "administrator", "adminadmin", "adminadminadmin", "root", "rootroot",
            "toor", "superuser", "operator", "user", "username", "guest", "test", "testtest", "testtesttest", "testing", "demo",
            "default", "changeme", "changemenow", "changeit", "letmein", "letmeinletmein", "letmeinplease", "welcome",
            "welcomewelcome", "welcomehome", "iloveyou", "iloveyouiloveyou", "iloveyouforever", "loveyou", "football", "baseball",
            "basketball", "liverpool", "chelsea", "arsenal", "barcelona", "realmadrid", "dragon", "monkey", "master", "shadow",
            "sunshine", "princess", "superman", "batman", "spiderman", "pokemon", "starwars", "trustnoone", "secret", "supersecret",
            "topsecret", "login", "access", "hello", "helloworld", "internet", "computer", "server", "database", "cloud", "cloudcloud",
            "mycloud", "company", "summer", "winter", "spring", "autumn", "january", "february", "september", "october", "november",
            "december", "monday", "friday", "azerbaijan", "baku",
        ],
        StringComparer.Ordinal);

    /// <summary>The rules that the password breaks, each as a sentence; empty when there are none.</summary>
    public static IReadOnlyList<string> Check(string userName, string password)
    {
        var broken = new List<string>();
        if (password.Length < MinLength)
            broken.Add($"A password has at least {MinLength} characters.");
        else if (password.Length > MaxLength)
            broken.Add($"A password has at most {MaxLength} characters.");

        if (password.Distinct().Count() < MinDifferent)
            broken.Add($"A password has at least {MinDifferent} different characters.");

        var letters = Letters(password);
        if (letters.Length > 0 && string.Equals(letters, Letters(userName), StringComparison.Ordinal))
            broken.Add("A password is not the user name, with or without digits and signs.");

        if (Worst.Contains(letters) || (letters.Length == 0 && IsDigitRun(password)))
            broken.Add("The password is among the first that everybody tries.");

        return broken;
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetter).Select(char.ToLowerInvariant)]);

    /// <summary>123456789012, 098765432109, 112233445566 and their like: every digit equals its neighbour or is one away.</summary>
    private static bool IsDigitRun(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            var step = Math.Abs(text[i] - text[i - 1]);
            if (step is > 1 and not 9)
                return false;
        }

        return true;
    }
}
