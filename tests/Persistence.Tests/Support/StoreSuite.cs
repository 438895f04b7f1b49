namespace Cloud.Persistence.Tests.Support;

/// <summary>Base of the contract tests: each test gets a database of its own.</summary>
public abstract class StoreSuite(IStoreServer server)
{
    protected IStoreServer Server { get; } = server;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The stores of a process on a new database.</summary>
    protected async Task<TestStore> OpenAsync() => await TestStore.OpenAsync(await Server.CreateAsync());
}
