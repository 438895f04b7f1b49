using System.Collections.Concurrent;
using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;
using Cloud.ControlPlane.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cloud.Api.Tests.Hosting;

/// <summary>What must never be written down.</summary>
public sealed class SecretsTests
{
    private sealed class Recorder : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }

    private sealed class BrokenSignIn : ISignIn
    {
        public Task<SignInResult> CheckAsync(string userName, string password, CancellationToken cancellation) =>
            throw new InvalidOperationException("Host=db.internal;Password=very-secret");

        public Task<IReadOnlyList<string>> CheckPasswordRulesAsync(string userName, string password) => Task.FromResult<IReadOnlyList<string>>([]);
    }

    [Fact]
    public async Task Logs_AtTheFinestLevel_HoldNeitherTokensNorPasswords()
    {
        var recorder = new Recorder();
        var directory = CloudProcess.NewDirectory();
        var secrets = new List<string> { "the-users-password-1", "the-wrong-password-2" };
        await using (var process = await CloudProcess.StartAsync(directory, ["--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace"], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(recorder);
        }))
        {
            secrets.Add(process.OperatorPassword);
            using var boss = await process.SignInAsync("operator", process.OperatorPassword);
            (await boss.PostAsync("users", new { userName = "u", password = secrets[0] }, ("Idempotency-Key", "u"))).Read<UserView>(201);
            using var user = await process.SignInAsync("u", secrets[0]);
            (await boss.PostAsync("sign-in", new { userName = "u", password = secrets[1] })).Problem("sign-in-failed");
            var issued = (await user.PostAsync("tokens", new { name = "t" }, ("Idempotency-Key", "t"))).Read<IssuedTokenView>(201);
            secrets.AddRange([ApiClient.SecretOf(boss.Token!), ApiClient.SecretOf(user.Token!), ApiClient.SecretOf(issued.Secret)]);
            await boss.GetAsync("me?oops=1");
        }

        Assert.NotEmpty(recorder.Lines);
        foreach (var secret in secrets)
            Assert.Empty(recorder.Lines.Where(line => line.Contains(secret, StringComparison.Ordinal)).Select(line => line.Length > 200 ? line[..200] : line));
        foreach (var file in Directory.GetFiles(directory, "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task UnexpectedFailure_TellsTheCallerNothingAndTheLogEverything()
    {
        var recorder = new Recorder();
        await using var process = await CloudProcess.StartAsync(CloudProcess.NewDirectory(), configure: builder =>
        {
            builder.Services.AddSingleton<ISignIn, BrokenSignIn>();
            builder.Logging.AddProvider(recorder);
        });
        using var client = process.Anonymous();
        var answer = await client.PostAsync("sign-in", new { userName = "u", password = "p" }, ("X-Request-Id", "find-me-1"));
        Assert.Equal("find-me-1", answer.Problem("internal").Instance);
        Assert.Equal("find-me-1", answer.Header("X-Request-Id"));
        foreach (var leak in (string[])["secret", "Exception", "db.internal", " at "])
            Assert.DoesNotContain(leak, answer.Body, StringComparison.Ordinal);
        Assert.Contains(recorder.Lines, line => line.Contains("find-me-1", StringComparison.Ordinal) && line.Contains("db.internal", StringComparison.Ordinal));
    }
}
