using Cloud.Persistence.Databases;
using Cloud.Persistence.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cloud.Persistence.Tests.Databases;

/// <summary>What only SQLite has: a file, its log, its modes and its lock.</summary>
public sealed class SqliteFileTests(SqliteServer server) : StoreSuite(server)
{
    [Fact]
    public async Task Open_NewDirectory_OnlyTheOwnerMayRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var options = await Server.CreateEmptyAsync();
        await using var store = await TestStore.OpenAsync(options);
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(1)]), Cancel);

        Assert.Equal("700", Mode(options.DataDirectory));
        Assert.All(Directory.GetFiles(options.DataDirectory), file => Assert.Equal("600", Mode(file)));
        Assert.Contains(options.SqliteFile + "-wal", Directory.GetFiles(options.DataDirectory));
    }

    [Fact]
    public async Task Open_FileThatOthersMayRead_IsClosedToThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var options = await Server.CreateAsync();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(options.SqliteFile, (UnixFileMode)0b110_100_100);

        await using var store = await TestStore.OpenAsync(options);

        Assert.Equal("600", Mode(options.SqliteFile));
    }

    [Fact]
    public async Task Dispose_AfterCommits_FoldsTheLogIntoTheFile()
    {
        var options = await Server.CreateAsync();
        await using (var store = await TestStore.OpenAsync(options))
        {
            await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(1)]), Cancel);
            await store.Cluster.FindOperationAsync(new(Samples.Id(1)), Cancel);
            await store.Tenancy.LoadAsync(Cancel);
        }

        Assert.False(File.Exists(options.SqliteFile + "-wal"));
        File.Copy(options.SqliteFile, options.SqliteFile + ".copy");
        await using var copy = await OpenRawAsync(options.SqliteFile + ".copy");
        Assert.Equal(1L, await ScalarAsync(copy, "select count(*) from instances"));
    }

    [Fact]
    public async Task Commit_WithoutDispose_IsInTheFilesOnDisk()
    {
        var options = await Server.CreateAsync();
        await using var store = await TestStore.OpenAsync(options);
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(1)]), Cancel);

        // What a killed process leaves behind: the file and its log as they are now.
        var after = await Server.CreateEmptyAsync();
        Directory.CreateDirectory(after.DataDirectory);
        foreach (var ending in (string[])["", "-wal"])
            File.Copy(options.SqliteFile + ending, after.SqliteFile + ending);

        await using var next = await TestStore.OpenAsync(after);
        Assert.Single((await next.Cluster.LoadAsync(Cancel)).Instances);
    }

    [Fact]
    public async Task Commit_WhileAnotherProcessWrites_WaitsAndReadersDoNot()
    {
        var options = await Server.CreateAsync();
        await using var store = await TestStore.OpenAsync(options);
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(1)], operations: [Samples.Operation(1)]), Cancel);
        await using var other = await OpenRawAsync(options.SqliteFile);
        await ScalarAsync(other, "begin immediate");
        await ScalarAsync(other, "update instances set version = 50");

        var commit = store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(2)]), Cancel);
        Assert.NotNull(await store.Cluster.FindOperationAsync(new(Samples.Id(1)), Cancel));
        Assert.Equal(1, Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances).Version);
        Assert.False(commit.IsCompleted);

        await ScalarAsync(other, "commit");
        await commit;
        Assert.Equal([50, 1], (await store.Cluster.LoadAsync(Cancel)).Instances.Select(instance => instance.Version));
    }

    [Fact]
    public async Task Commit_AfterAFailedOne_Works()
    {
        await using var store = await OpenAsync();
        var batch = Samples.Batch(created: [Samples.Instance(1)], use: [Samples.Use(-1)]);
        await Assert.ThrowsAsync<SqliteException>(() => store.Cluster.CommitAsync(batch, Cancel));

        await store.Cluster.CommitAsync(batch with { Use = [] }, Cancel);

        Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances);
    }

    [Fact]
    public async Task Migrate_KilledWhileMigrating_GoesOn()
    {
        var options = await Server.CreateEmptyAsync();
        Directory.CreateDirectory(options.DataDirectory);
        await using (var raw = await OpenRawAsync(options.SqliteFile))
        {
            await ScalarAsync(raw, """create table "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null)""");
            await ScalarAsync(raw, """insert into "__EFMigrationsLock" values (1, '2026-01-01 00:00:00')""");
        }

        await using var store = await TestStore.OpenAsync(options);

        Assert.Empty((await store.Cluster.LoadAsync(Cancel)).Instances);
    }

    [Fact]
    public async Task Migrate_WhileAnotherProcessMigrates_IsRefused()
    {
        var options = await Server.CreateAsync();
        await using var store = TestStore.Open(options);
        await using (new FileStream(options.SqliteFile + ".migration", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            await Assert.ThrowsAsync<IOException>(store.MigrateAsync);

        await store.MigrateAsync();
    }

    [Fact]
    public async Task Settings_OfTheFile_AreDurable()
    {
        await using var store = await OpenAsync();
        await using var context = store.Database.CreateContext();
        await context.Database.OpenConnectionAsync(Cancel);
        await using var raw = SqliteFile.Open(context.Database.GetDbConnection().DataSource);

        foreach (var connection in (SqliteConnection[])[(SqliteConnection)context.Database.GetDbConnection(), raw])
        {
            Assert.Equal("wal", await ScalarAsync(connection, "pragma journal_mode"));
            Assert.Equal(2L, await ScalarAsync(connection, "pragma synchronous"));
            Assert.Equal(1L, await ScalarAsync(connection, "pragma foreign_keys"));
            Assert.Equal(5000L, await ScalarAsync(connection, "pragma busy_timeout"));
        }
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static async Task<SqliteConnection> OpenRawAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static async Task<object?> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
