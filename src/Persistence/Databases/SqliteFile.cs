using Microsoft.Data.Sqlite;

namespace Cloud.Persistence.Databases;

/// <summary>The database file: who may read it, and how its connections are set up.</summary>
internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Milliseconds that SQLite itself waits for another process's lock, before every wait of its caller. Within this process writers
    /// queue and do not meet.
    /// </summary>
    private const int BusyMs = 5_000;

    /// <summary>Of a new file. A created instance brings rows of some 2 KiB, which fill 8 KiB better than SQLite's 4, with half the system calls.</summary>
    private const int PageBytes = 8_192;

    /// <summary>Settings of every connection.</summary>
    public static string Settings { get; } = $"pragma busy_timeout = {BusyMs}; pragma synchronous = full;";

    /// <summary>Creates directory and file when they are missing, for the owner only, and puts the file into write-ahead mode.</summary>
    public static void Prepare(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            if (!Directory.Exists(directory))
                Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);

            // SQLite gives its log and its shared memory the mode of the database file.
            File.Open(file, Options(FileShare.ReadWrite)).Dispose();
            File.SetUnixFileMode(file, OwnerOnly);
        }

        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma page_size = {PageBytes}; pragma journal_mode = wal;";
        command.ExecuteNonQuery();
    }

    /// <summary>Opens a connection outside the pool; the caller keeps and disposes it.</summary>
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Keeps other processes from migrating the same file at the same time. Freed by the operating system when the process dies.</summary>
    public static FileStream LockMigration(string file)
    {
        try
        {
            return new FileStream(file + ".migration", Options(FileShare.None));
        }
        catch (IOException error)
        {
            throw new IOException($"Another process is migrating '{file}'. Start one at a time.", error);
        }
    }

    private static FileStreamOptions Options(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        return options;
    }
}
