using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Cloud.Persistence.Schema;

/// <summary>The schema in PostgreSQL. Its migrations are in <c>Migrations/Postgres</c>.</summary>
public sealed class PostgresCloudContext(DbContextOptions<PostgresCloudContext> options) : CloudDbContext(options)
{
    protected override string JsonType => "jsonb";

    /// <summary>For <c>dotnet ef</c>.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgresCloudContext>
    {
        public PostgresCloudContext CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresCloudContext>().UseNpgsql("Host=design-time").Options);
    }
}
