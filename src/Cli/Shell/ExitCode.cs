namespace Cloud.Cli.Shell;

/// <summary>What the process answers with.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The server refused, or what was waited for failed.</summary>
    public const int Refused = 1;

    /// <summary>The command line, the configuration or a file is wrong; the server was not asked.</summary>
    public const int Usage = 2;

    /// <summary>No usable answer from the server.</summary>
    public const int Unreachable = 3;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}

/// <summary>The command cannot be carried out as it was given; says what to do.</summary>
public sealed class UsageException(string message) : Exception(message);
