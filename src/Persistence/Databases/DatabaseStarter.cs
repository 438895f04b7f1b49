namespace Cloud.Persistence.Databases;

/// <summary>Brings the database to the schema of this version. Call once, before anything else uses the stores.</summary>
public sealed class DatabaseStarter
{
    private readonly Database database;

    internal DatabaseStarter(Database database) => this.database = database;

    /// <summary>
    /// Creates the database when it is missing and applies the migrations that are. Throws <see cref="IOException"/> when another process
    /// is doing that to the same SQLite file.
    /// </summary>
    public Task MigrateAsync(CancellationToken cancellation) => database.MigrateAsync(cancellation);
}
