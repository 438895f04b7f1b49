namespace Cloud.Api.Hosting;

/// <summary>The directory that holds everything durable: owner-only, and held by exactly one process.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _held;

    private DataDirectory(string path, FileStream held) => (FullPath, _held) = (path, held);

    public string FullPath { get; }

    /// <summary>Keys that seal cookies and small secrets.</summary>
    public string Keys => Path.Combine(FullPath, "keys");

    /// <summary>Creates the directory if it is missing, closes it to others and takes hold of it.</summary>
    /// <exception cref="StartException">Another process holds it, or it cannot be used.</exception>
    public static DataDirectory Open(string path)
    {
        try
        {
            CreateClosed(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException(StartException.BadSettings, $"The data directory '{path}' cannot be used: {exception.Message}");
        }

        try
        {
            var directory = new DataDirectory(path, new FileStream(Path.Combine(path, "lock"), Options(FileMode.OpenOrCreate)));
            CreateClosed(directory.Keys);
            return directory;
        }
        catch (IOException)
        {
            throw new StartException(StartException.DataDirectoryInUse, $"The data directory '{path}' is in use by another process. Stop it, or name another directory with --data.");
        }
    }

    public void Dispose() => _held.Dispose();

    private static void CreateClosed(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        if (File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }

    private static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return options;
    }
}
