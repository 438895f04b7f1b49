using System.Collections.Concurrent;
using System.Data.Common;
using Cloud.Persistence.Cluster;
using Cloud.Persistence.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cloud.Persistence.Databases;

/// <summary>
/// SQLite in write-ahead mode: one writer connection, any number of readers that never wait for it. A commit is on disk when it returns
/// (<c>synchronous=FULL</c>).
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private const int Constraint = 19;

    private readonly string file;
    private readonly string connectionString;
    private readonly DbContextOptions<SqliteCloudContext> contextOptions;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConcurrentBag<SqliteReadSession> idle = [];
    private readonly Lazy<SqliteWriter> writer;
    private bool isDisposed;

    public SqliteDatabase(string file)
    {
        this.file = file;
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true }.ToString();
        contextOptions = new DbContextOptionsBuilder<SqliteCloudContext>()
            .UseSqlite(connectionString)
            .AddInterceptors(new SqliteSettings())
            .Options;
        writer = new(() => new SqliteWriter(SqliteFile.Open(file)));
    }

    public override CloudDbContext CreateContext()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return new SqliteCloudContext(contextOptions);
    }

    public override async Task MigrateAsync(CancellationToken cancellation)
    {
        SqliteFile.Prepare(file);
        using var mine = SqliteFile.LockMigration(file);
        await using var context = CreateContext();
        if (!(await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
            return;

        // EF's own lock is a row: a process killed while migrating leaves it behind and the next start would wait for ever. We hold
        // a lock that dies with its process, so a row that is there now is such a leftover.
        await context.Database.ExecuteSqlRawAsync("drop table if exists \"__EFMigrationsLock\"", cancellation);
        await context.Database.MigrateAsync(cancellation);
    }

    public override async Task CommitAsync(BatchPlan plan, CancellationToken cancellation)
    {
        using var held = await EnterWriteAsync(cancellation);
        await writer.Value.CommitAsync(plan);
    }

    public override async ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        await turn.WaitAsync(cancellation);
        return new Turn(turn);
    }

    public override async Task<IDbContextTransaction> BeginSnapshotAsync(CloudDbContext context, CancellationToken cancellation)
    {
        await context.Database.OpenConnectionAsync(cancellation);
        var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await context.Database.UseTransactionAsync(transaction, cancellation))!;
    }

    public override Task<List<T>> QueryAsync<T>(
        string sql, ReadOnlyMemory<Parameter> parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (!idle.TryTake(out var session))
            session = new SqliteReadSession(SqliteFile.Open(file));

        try
        {
            return Task.FromResult(session.Query(sql, parameters.Span, read));
        }
        finally
        {
            if (isDisposed)
                session.Dispose();
            else
                idle.Add(session);
        }
    }

    public override object Uuid(Guid id) => id.ToString("D");

    public override bool IsConstraintViolation(DbException exception) => exception is SqliteException { SqliteErrorCode: Constraint };

    public override async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;

        await turn.WaitAsync();
        isDisposed = true;
        while (idle.TryTake(out var session))
            session.Dispose();

        using (var pooled = new SqliteConnection(connectionString))
            SqliteConnection.ClearPool(pooled);

        // Last, so that closing folds the write-ahead log into the file.
        if (writer.IsValueCreated)
            writer.Value.Dispose();

        turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
