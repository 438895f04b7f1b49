using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Schema;

namespace Cloud.Persistence.Cluster;

/// <summary>Finds remembered answers: one prepared read by primary key.</summary>
internal sealed class IdempotencyStore(Database database) : IIdempotencyStore
{
    private static readonly string Select = $"select {IdempotencyTable.Table.ColumnList} from idempotency where user_id = @user and key = @key";

    public async Task<IdempotencyRecord?> FindAsync(UserId user, string key, CancellationToken cancellation) =>
        (await database.QueryAsync(
            Select, new Parameter[] { new("user", database.Uuid(user.Value)), new("key", key) }, IdempotencyTable.Read, cancellation))
        .SingleOrDefault();
}
