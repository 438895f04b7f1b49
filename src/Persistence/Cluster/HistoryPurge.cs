using Cloud.Persistence.Databases;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Cluster;

/// <summary>Deletes old history in small transactions, so that commits go on in between.</summary>
internal static class HistoryPurge
{
    /// <summary>Rows of one transaction: some milliseconds, which a commit may have to wait.</summary>
    public const int ChunkRows = 500;

    public static async Task<long> RunAsync(Database database, long idempotencyBefore, long historyBefore, CancellationToken cancellation)
    {
        var rows = await InChunksAsync(
            $"delete from idempotency where (user_id, key) in (select user_id, key from idempotency where created_at < {idempotencyBefore} limit {ChunkRows})");
        rows += await InChunksAsync(
            $"delete from operations where id in (select id from operations where finished_at < {historyBefore} limit {ChunkRows})");

        // Up to the first event that stays, so that no hole opens behind a follower; and never the newest, which remembers the
        // sequence that the next one continues.
        var bound = (await database.QueryAsync(
            "select coalesce((select sequence from events where at >= @before order by sequence limit 1), (select max(sequence) from events), 0)",
            new Parameter[] { new("before", historyBefore) },
            row => row.GetInt64(0),
            cancellation)).Single();
        rows += await InChunksAsync(
            $"delete from events where sequence in (select sequence from events where sequence < {bound} order by sequence limit {ChunkRows})");
        return rows;

        async Task<long> InChunksAsync(FormattableString delete)
        {
            var total = 0L;
            int deleted;
            do
            {
                using var turn = await database.EnterWriteAsync(cancellation);
                await using var context = database.CreateContext();
                deleted = await context.Database.ExecuteSqlAsync(delete, cancellation);
                total += deleted;
            }
            while (deleted == ChunkRows);

            return total;
        }
    }
}
