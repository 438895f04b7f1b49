using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Cloud.Persistence.Schema;

/// <summary>The schema in SQLite. Its migrations are in <c>Migrations/Sqlite</c>.</summary>
public sealed class SqliteCloudContext(DbContextOptions<SqliteCloudContext> options) : CloudDbContext(options)
{
    protected override string JsonType => "TEXT";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);

        // EF's own choice is upper case, which would not match what the batch writer stores.
        configurationBuilder.Properties<Guid>().HaveConversion<GuidText>();
    }

    /// <summary>Lower case with dashes.</summary>
    private sealed class GuidText() : ValueConverter<Guid, string>(id => id.ToString("D"), text => Guid.Parse(text));

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteCloudContext>
    {
        public SqliteCloudContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteCloudContext>().UseSqlite("Data Source=:memory:").Options);
    }
}
