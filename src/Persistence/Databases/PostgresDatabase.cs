using System.Data;
using System.Data.Common;
using Cloud.Persistence.Cluster;
using Cloud.Persistence.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Cloud.Persistence.Databases;

/// <summary>PostgreSQL 15 or later, over a pool whose connections keep the statements they have prepared.</summary>
internal sealed class PostgresDatabase : Database
{
    /// <summary>Class 23 of SQLSTATE: integrity constraint violations.</summary>
    private const string IntegrityClass = "23";

    private readonly NpgsqlDataSource source;
    private readonly DbContextOptions<PostgresCloudContext> contextOptions;

    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
            (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (64, 2);

        source = NpgsqlDataSource.Create(settings);
        contextOptions = new DbContextOptionsBuilder<PostgresCloudContext>().UseNpgsql(source).Options;
    }

    public override CloudDbContext CreateContext() => new PostgresCloudContext(contextOptions);

    public override async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var context = CreateContext();
        if ((await context.Database.GetPendingMigrationsAsync(cancellation)).Any())
            await context.Database.MigrateAsync(cancellation);
    }

    public override Task CommitAsync(BatchPlan plan, CancellationToken cancellation) => PostgresBatchWriter.CommitAsync(source, plan, cancellation);

    /// <summary>PostgreSQL lets writers work side by side.</summary>
    public override ValueTask<IDisposable> EnterWriteAsync(CancellationToken cancellation) => ValueTask.FromResult<IDisposable>(NoTurn.Instance);

    public override Task<IDbContextTransaction> BeginSnapshotAsync(CloudDbContext context, CancellationToken cancellation) =>
        context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    public override async Task<List<T>> QueryAsync<T>(
        string sql, ReadOnlyMemory<Parameter> parameters, Func<DbDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue(parameters.Span[i].Name, parameters.Span[i].Value);

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));

        return rows;
    }

    public override object Uuid(Guid id) => id;

    public override bool IsConstraintViolation(DbException exception) =>
        exception.SqlState?.StartsWith(IntegrityClass, StringComparison.Ordinal) == true;

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private sealed class NoTurn : IDisposable
    {
        public static readonly NoTurn Instance = new();

        public void Dispose()
        {
        }
    }
}
