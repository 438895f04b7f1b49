[assembly: AssemblyFixture(typeof(Cloud.Persistence.Tests.Support.SqliteServer))]

namespace Cloud.Persistence.Tests.Support;

/// <summary>A directory per database, removed at the end of the run.</summary>
public sealed class SqliteServer : IStoreServer, IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("cloud-store-");
    private int count;

    public Task<CloudDatabaseOptions> CreateEmptyAsync() =>
        Task.FromResult(new CloudDatabaseOptions(Path.Combine(root.FullName, $"{Interlocked.Increment(ref count)}")));

    public async Task<CloudDatabaseOptions> CreateAsync()
    {
        var options = await CreateEmptyAsync();
        await using var store = await TestStore.OpenAsync(options);
        return options;
    }

    public void Dispose() => root.Delete(recursive: true);
}
