using Cloud.ControlPlane.Resources;
using Cloud.Persistence.Tests.Support;
using CsCheck;

namespace Cloud.Persistence.Tests.Cluster;

/// <summary>Resources are stored whole, change with their batch, and a name is taken once per project and kind.</summary>
public abstract class ResourceContract(IStoreServer server) : StoreSuite(server)
{
    [Fact]
    public async Task Commit_Resources_AreLoadedAsTheyWere()
    {
        await using var store = await OpenAsync();
        await Generators.Resource.Array[3].SampleAsync(async made =>
        {
            await store.Cluster.CommitAsync(Samples.Batch() with { ResourcesCreated = made }, Cancel);
            AssertSame(made, await LoadAsync(store));

            var changed = made[1] with { Version = made[1].Version + 1, Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["now"] = "other" } };
            var next = made[2] with { Id = new(Guid.NewGuid()) };
            await store.Cluster.CommitAsync(
                Samples.Batch() with { ResourcesDeleted = [made[0].Id, made[2].Id], ResourcesUpdated = [changed], ResourcesCreated = [next] }, Cancel);
            AssertSame([changed, next], await LoadAsync(store));
            await store.Cluster.CommitAsync(Samples.Batch() with { ResourcesDeleted = [changed.Id, next.Id] }, Cancel);
            Assert.Empty(await LoadAsync(store));
        }, iter: 8, threads: 1);
    }

    [Theory]
    [InlineData("name taken")]
    [InlineData("update of nothing")]
    [InlineData("delete of nothing")]
    public async Task Commit_WrongResource_StoresNothing(string violation)
    {
        await using var store = await OpenAsync();
        var made = Generators.Resource.Single();
        await store.Cluster.CommitAsync(Samples.Batch() with { ResourcesCreated = [made] }, Cancel);
        var other = made with { Id = new(Guid.NewGuid()) };
        var free = other with { Name = made.Name + "x" };
        var bad = violation switch
        {
            "name taken" => Samples.Batch() with { ResourcesCreated = [free, other with { Id = new(Guid.NewGuid()) }] },
            "update of nothing" => Samples.Batch() with { ResourcesCreated = [free], ResourcesUpdated = [other with { Id = new(Guid.NewGuid()) }] },
            _ => Samples.Batch() with { ResourcesCreated = [free], ResourcesDeleted = [new(Guid.NewGuid())] },
        };

        await Assert.ThrowsAnyAsync<Exception>(() => store.Cluster.CommitAsync(bad, Cancel));
        AssertSame([made], await LoadAsync(store));
    }

    private static async Task<IReadOnlyList<ResourceRecord>> LoadAsync(TestStore store) => (await store.Cluster.LoadAsync(Cancel)).Resources;

    /// <summary>Records with dictionaries and lists have no equality of their own, so their documents are compared. PostgreSQL reorders labels.</summary>
    private static void AssertSame(IReadOnlyList<ResourceRecord> expected, IReadOnlyList<ResourceRecord> actual) => Assert.Equal(
        expected.OrderBy(record => record.Id).Select(Document), actual.OrderBy(record => record.Id).Select(Document));

    private static string Document(ResourceRecord record) => System.Text.Json.JsonSerializer.Serialize(
        record with { Labels = new SortedDictionary<string, string>(record.Labels.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal) });
}

public sealed class SqliteResourceTests(SqliteServer server) : ResourceContract(server);

public sealed class PostgresResourceTests(PostgresServer server) : ResourceContract(server);
