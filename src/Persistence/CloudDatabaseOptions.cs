namespace Cloud.Persistence;

/// <summary>Where the durable state lives.</summary>
/// <param name="DataDirectory">
/// Holds <c>cloud.db</c> when SQLite is used; created with owner-only permissions when missing. Not used with PostgreSQL.
/// </param>
/// <param name="PostgresConnectionString">An Npgsql connection string; null or empty means SQLite.</param>
public sealed record CloudDatabaseOptions(string DataDirectory, string? PostgresConnectionString = null)
{
    public const string FileName = "cloud.db";

    /// <summary>Whether PostgreSQL is asked for.</summary>
    public bool UsesPostgres => !string.IsNullOrWhiteSpace(PostgresConnectionString);

    /// <summary>Full path of the SQLite file.</summary>
    public string SqliteFile => Path.Combine(Path.GetFullPath(DataDirectory), FileName);
}
