using Cloud.Domain.Iaas;
using Cloud.Domain.Tenancy;
using Cloud.Persistence.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Cloud.Persistence.Tests.Databases;

/// <summary>Every database comes to the present schema: a new one, and one of the previous version with its rows.</summary>
public abstract class MigrationContract(IStoreServer server) : StoreSuite(server)
{
    /// <summary>Bytes 1 and 2 as a literal of the database.</summary>
    protected abstract string BytesLiteral { get; }

    [Fact]
    public async Task Migrate_Empty_WorksAndIsRepeatable()
    {
        var options = await Server.CreateEmptyAsync();
        await using var store = await TestStore.OpenAsync(options);
        await store.MigrateAsync();

        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(1)]), Cancel);
        Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances);
    }

    [Fact]
    public async Task Migrations_AndModel_Agree()
    {
        await using var store = await OpenAsync();
        await using var context = store.Database.CreateContext();

        Assert.False(context.Database.HasPendingModelChanges(), "Add a migration: docs/recipes/new-migration.md.");
    }

    [Fact]
    public async Task Migrate_PreviousVersionWithRows_KeepsThem()
    {
        await using var store = TestStore.Open(await Server.CreateEmptyAsync());
        await CreateFirstVersionAsync(store);

        await store.MigrateAsync();

        var image = await store.Cluster.LoadAsync(Cancel);
        Assert.Equal(Canonical.Of(Samples.Instance(10)), Canonical.Of(Assert.Single(image.Instances)));
        Assert.Equal(Canonical.Of(Samples.Operation(10)), Canonical.Of(Assert.Single(image.OpenOperations)));
        Assert.Equal(new ResourceCount(1, 2, 3, 4), image.Use[Samples.Project]);
        Assert.Equal(7, image.LastEventSequence);
        Assert.Equal(Canonical.Of(Samples.Event(7)), Canonical.Of(Assert.Single(await store.Cluster.ReadEventsAsync(Samples.Project, null, 0, 10, Cancel))));
        Assert.Equal([1, 2], (await store.Idempotency.FindAsync(Samples.User, "key", Cancel))!.Result);
        Assert.Equal(2, Assert.Single(await store.Cluster.AcquireAsync([Samples.Cell], Cancel)).Epoch);
        var access = await store.Tenancy.LoadAsync(Cancel);
        Assert.Equal(People.Tenant, Assert.Single(access.Tenants));
        Assert.Equal(People.Project, Assert.Single(access.Projects));
        Assert.Equal(Canonical.Of(People.Debian), Canonical.Of(Assert.Single(access.Images)));

        await store.Cluster.CommitAsync(Samples.Batch(updated: [Samples.Instance(10) with { State = InstanceState.Running }]), Cancel);
        Assert.Equal(InstanceState.Running, Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances).State);
    }

    /// <summary>The schema of the first migration, with rows written as text: what this version's code writes must not matter.</summary>
    private async Task CreateFirstVersionAsync(TestStore store)
    {
        await using var context = store.Database.CreateContext();
        await PrepareAsync(store);
        var first = context.Database.GetMigrations().First();
        await context.GetService<IMigrator>().MigrateAsync(first, Cancel);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = FirstVersionRows.Sql.Replace("{bytes}", BytesLiteral, StringComparison.Ordinal);
        await context.Database.OpenConnectionAsync(Cancel);
        await command.ExecuteNonQueryAsync(Cancel);
        Assert.NotEmpty(await context.Database.GetPendingMigrationsAsync(Cancel));
    }

    /// <summary>What has to be there before anything connects.</summary>
    protected virtual Task PrepareAsync(TestStore store) => Task.CompletedTask;
}

public sealed class SqliteMigrationTests(SqliteServer server) : MigrationContract(server)
{
    protected override string BytesLiteral => "x'0102'";

    protected override async Task PrepareAsync(TestStore store)
    {
        await using var context = store.Database.CreateContext();
        Directory.CreateDirectory(Path.GetDirectoryName(context.Database.GetDbConnection().DataSource)!);
    }
}

public sealed class PostgresMigrationTests(PostgresServer server) : MigrationContract(server)
{
    protected override string BytesLiteral => @"'\x0102'";
}
