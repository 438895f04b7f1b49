using System.Security.Cryptography;

namespace Cloud.Api.Hosting;

/// <summary>Makes passwords that a person can copy from a terminal: 24 characters, 120 bits, none that look alike.</summary>
internal static class Passwords
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Groups = 4;
    private const int GroupLength = 6;

    /// <summary>Holds a small and a capital letter, a digit and a dash, so that it passes every usual password rule.</summary>
    public static string Make()
    {
        while (true)
        {
            var password = string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
            if (password.Any(char.IsAsciiLetterLower) && password.Any(char.IsAsciiLetterUpper) && password.Any(char.IsAsciiDigit))
                return password;
        }
    }
}
