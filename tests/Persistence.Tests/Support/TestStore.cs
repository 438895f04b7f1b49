using System.Text;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;
using Cloud.Persistence.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Persistence.Tests.Support;

/// <summary>The stores as a process has them: opened, migrated, and closed when disposed.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TestStore(ServiceProvider services) => this.services = services;

    public IClusterStore Cluster => services.GetRequiredService<IClusterStore>();

    public IIdempotencyStore Idempotency => services.GetRequiredService<IIdempotencyStore>();

    public ITenancyStore Tenancy => services.GetRequiredService<ITenancyStore>();

    public ISignIn SignIn => services.GetRequiredService<ISignIn>();

    public FakeTimeProvider Clock { get; private init; } = null!;

    internal Database Database => services.GetRequiredService<Database>();

    public static async Task<TestStore> OpenAsync(CloudDatabaseOptions options)
    {
        var store = Open(options);
        await store.MigrateAsync();
        return store;
    }

    /// <summary>Without migrating.</summary>
    public static TestStore Open(CloudDatabaseOptions options)
    {
        var clock = new FakeTimeProvider(Samples.Now);
        return new TestStore(new ServiceCollection().AddSingleton<TimeProvider>(clock).AddCloudPersistence(options).BuildServiceProvider()) { Clock = clock };
    }

    public Task MigrateAsync() => services.GetRequiredService<DatabaseStarter>().MigrateAsync(TestContext.Current.CancellationToken);

    public async Task<string?> ReadHashAsync(UserId user)
    {
        await using var context = Database.CreateContext();
        return await context.Users.Where(row => row.Id == user.Value).Select(row => row.PasswordHash).SingleAsync();
    }

    public async Task WriteHashAsync(UserId user, string hash)
    {
        await using var context = Database.CreateContext();
        await context.Users.Where(row => row.Id == user.Value).ExecuteUpdateAsync(update => update.SetProperty(row => row.PasswordHash, hash));
    }

    /// <summary>Every value of every table as text.</summary>
    public async Task<string> DumpAsync()
    {
        await using var context = Database.CreateContext();
        await context.Database.OpenConnectionAsync();
        var text = new StringBuilder();
        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Distinct())
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from {table}";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                    text.Append(reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : reader.GetValue(i)).Append('\n');
            }
        }

        return text.ToString();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
