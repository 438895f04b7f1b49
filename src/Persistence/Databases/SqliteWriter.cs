using Cloud.Persistence.Cluster;
using Microsoft.Data.Sqlite;

namespace Cloud.Persistence.Databases;

/// <summary>The connection that commits batches, and its thread.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteBatchWriter batches;
    private readonly WriterThread thread = new("cloud-sqlite-writer");

    public SqliteWriter(SqliteConnection connection)
    {
        this.connection = connection;

        // 32 MiB of log before it is folded into the file: fewer, larger copies than by default. 64 MiB of page cache.
        Execute("pragma wal_autocheckpoint = 4096; pragma cache_size = -65536;");
        batches = new SqliteBatchWriter(connection);
    }

    public Task CommitAsync(BatchPlan plan) => thread.RunAsync(() => batches.Commit(plan));

    public void Dispose()
    {
        thread.Dispose();
        batches.Dispose();
        try
        {
            Execute("pragma wal_checkpoint(truncate);");
        }
        finally
        {
            connection.Dispose();
        }
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
