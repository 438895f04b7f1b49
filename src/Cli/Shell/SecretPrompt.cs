using System.Text;

namespace Cloud.Cli.Shell;

/// <summary>Asks for a secret on the terminal without echo; from a pipe it takes one line.</summary>
internal static class SecretPrompt
{
    private const int MaxLength = 1024;

    public static string? Read(string prompt)
    {
        if (Console.IsInputRedirected) return Console.In.ReadLine();
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return typed.ToString();
                case ConsoleKey.Backspace when typed.Length > 0:
                    typed.Length--;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar) && typed.Length < MaxLength) typed.Append(key.KeyChar);
                    break;
            }
        }
    }
}
