using System.Data.Common;
using Cloud.Persistence.Cluster;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cloud.Persistence.Databases;

/// <summary>A value of a statement, by the name it has there (without the at sign).</summary>
internal readonly record struct Parameter(string Name, object Value);

/// <summary>
/// What differs between SQLite and PostgreSQL. Everything rare goes through EF contexts; the batch commit and the reads of each request
/// go through prepared statements.
/// </summary>
internal abstract class Database : IAsyncDisposable
{
    /// <summary>A new context on a connection of its own. The caller disposes it.</summary>
    public abstract CloudDbContext CreateContext();

    /// <summary>Applies the migrations that are missing.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellation);

    /// <summary>Makes a batch durable in one transaction, or throws and stores nothing.</summary>
    public abstract Task CommitAsync(BatchPlan plan, CancellationToken cancellation);

    /// <summary>
    /// Waits for this process's turn to write outside the batch commit, and holds it until disposed: a database with a single writer is
    /// shared fairly that way instead of by retrying.
    /// </summary>
    public abstract ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellation);

    /// <summary>Opens the context's connection in a transaction that sees one state of the database and blocks nobody.</summary>
    public abstract Task<IDbContextTransaction> BeginSnapshotAsync(CloudDbContext context, CancellationToken cancellation);

    /// <summary>Runs a prepared read. The statement names its parameters with an at sign.</summary>
    public abstract Task<List<T>> QueryAsync<T>(
        string sql, ReadOnlyMemory<Parameter> parameters, Func<DbDataReader, T> read, CancellationToken cancellation);

    /// <summary>An id as a value of a statement.</summary>
    public abstract object Uuid(Guid id);

    /// <summary>Whether the database refused because of a unique, reference or check constraint.</summary>
    public abstract bool IsConstraintViolation(DbException exception);

    public abstract ValueTask DisposeAsync();
}
