using Cloud.ControlPlane.Ports;
using Cloud.Persistence.Cluster;
using Cloud.Persistence.Databases;
using Cloud.Persistence.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cloud.Persistence;

/// <summary>Registers the durable implementation of the ports.</summary>
public static class CloudPersistence
{
    /// <summary>
    /// Adds <see cref="IClusterStore"/>, <see cref="IIdempotencyStore"/>, <see cref="ITenancyStore"/> and <see cref="ISignIn"/> as
    /// singletons over one database, and <see cref="DatabaseStarter"/>, which has to run before they are used. The container disposes
    /// the database: what is in the write-ahead log is then folded into the file.
    /// </summary>
    public static IServiceCollection AddCloudPersistence(this IServiceCollection services, CloudDatabaseOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<Database>(_ => options.UsesPostgres
            ? new PostgresDatabase(options.PostgresConnectionString!)
            : new SqliteDatabase(options.SqliteFile));
        services.AddSingleton(provider => new DatabaseStarter(provider.GetRequiredService<Database>()));
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton<IClusterStore, ClusterStore>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<ITenancyStore, TenancyStore>();
        services.AddSingleton<ISignIn, SignIn>();
        services.AddSingleton<IPasswordReset, PasswordReset>();
        return services;
    }
}
