namespace Cloud.Persistence.Tests.Support;

/// <summary>Where the suite gets its databases from: the same tests run on each.</summary>
public interface IStoreServer
{
    /// <summary>A database of its own without any table.</summary>
    Task<CloudDatabaseOptions> CreateEmptyAsync();

    /// <summary>A database of its own with the present schema.</summary>
    Task<CloudDatabaseOptions> CreateAsync();
}
