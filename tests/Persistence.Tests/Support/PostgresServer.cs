using DotNet.Testcontainers.Builders;
using Npgsql;
using Testcontainers.PostgreSql;

[assembly: AssemblyFixture(typeof(Cloud.Persistence.Tests.Support.PostgresServer))]

namespace Cloud.Persistence.Tests.Support;

/// <summary>
/// One PostgreSQL in a container, started when the first test asks for it. Tests skip where no container engine answers, or where the
/// default image can be had from nowhere; an image that <c>CLOUD_TEST_POSTGRES_IMAGE</c> names has to start.
/// </summary>
public sealed class PostgresServer : IStoreServer, IAsyncDisposable
{
    private const string ImageVariable = "CLOUD_TEST_POSTGRES_IMAGE";
    private const string Template = "cloud_template";

    private readonly Lazy<Task<(PostgreSqlContainer? Container, string Reason)>> server = new(StartAsync);
    private readonly Lazy<Task> template;
    private int count;

    public PostgresServer() => template = new(CreateTemplateAsync);

    public async Task<CloudDatabaseOptions> CreateEmptyAsync()
    {
        var name = $"cloud_{Interlocked.Increment(ref count)}";
        await ExecuteAsync($"create database {name}");
        return await OptionsAsync(name);
    }

    public async Task<CloudDatabaseOptions> CreateAsync()
    {
        await template.Value;
        var name = $"cloud_{Interlocked.Increment(ref count)}";
        await ExecuteAsync($"create database {name} template {Template}");
        return await OptionsAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true } && (await server.Value).Container is { } container)
            await container.DisposeAsync();
    }

    private static async Task<(PostgreSqlContainer?, string)> StartAsync()
    {
        var image = Environment.GetEnvironmentVariable(ImageVariable);
        try
        {
            var container = new PostgreSqlBuilder(image ?? "postgres:17-alpine").Build();
            await container.StartAsync();
            return (container, "");
        }
        catch (DockerUnavailableException error)
        {
            return (null, $"No container engine answers: {FirstLine(error)}");
        }
        catch (Exception error) when (image is null)
        {
            return (null, $"PostgreSQL does not start; name a local image in {ImageVariable}: {FirstLine(error)}");
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0];

    private async Task CreateTemplateAsync()
    {
        await ExecuteAsync($"create database {Template}");
        await using var store = await TestStore.OpenAsync(await OptionsAsync(Template));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await OptionsAsync("postgres")).PostgresConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<CloudDatabaseOptions> OptionsAsync(string database)
    {
        var (container, reason) = await server.Value;
        if (Environment.GetEnvironmentVariable("CLOUD_REQUIRE")?.Split(',').Contains("docker", StringComparer.OrdinalIgnoreCase) is true)
            Assert.True(container is not null, $"CLOUD_REQUIRE names docker, but: {reason}");
        Assert.SkipUnless(container is not null, reason);
        var settings = new NpgsqlConnectionStringBuilder(container.GetConnectionString())
        {
            Database = database,
            Pooling = !string.Equals(database, "postgres", StringComparison.Ordinal),
            MaxPoolSize = 10,
            IncludeErrorDetail = true,
        };
        return new CloudDatabaseOptions("unused", settings.ToString());
    }
}
