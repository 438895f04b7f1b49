namespace Cloud.Api.Hosting;

/// <summary>The process cannot start for a reason that its operator can mend.</summary>
internal sealed class StartException(int exitCode, string message, IReadOnlyList<string> details) : Exception(message)
{
    public const int BadSettings = 2;
    public const int DataDirectoryInUse = 3;

    public StartException(int exitCode, string message)
        : this(exitCode, message, [])
    {
    }

    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Details { get; } = details;

    public string Text => string.Join(Environment.NewLine, Details.Select(detail => "  " + detail).Prepend(Message));
}
