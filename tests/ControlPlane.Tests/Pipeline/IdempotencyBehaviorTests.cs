using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.ControlPlane.Tests.Pipeline;

public class IdempotencyBehaviorTests
{
    private static readonly Caller Caller = new(World.User, "someone", IsOperator: false, TokenScope.Manage, OnlyProject: null, Token: null);
    private readonly InMemoryClusterStore store = new();
    private readonly IdempotencyGate gate = new();
    private readonly Sealer sealer = new();

    [Fact]
    public async Task SameKeySameRequest_GivesTheRememberedAnswerAndDoesNotRun()
    {
        var (first, _) = await SendAsync("key", Request("a"));
        var (second, replayed) = await SendAsync("key", Request("a"));

        Assert.Equal(first.Value.Token, second.Value.Token with { Hash = first.Value.Token.Hash });
        Assert.Equal(first.Value.Secret, second.Value.Secret);
        Assert.True(replayed);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task SameKeyOtherRequest_IsRefused()
    {
        await SendAsync("key", Request("a"));
        var (second, _) = await SendAsync("key", Request("b"));

        Assert.Same(ProblemKind.IdempotencyKeyReused, second.Problem?.Kind);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task NoKey_RunsEveryTime()
    {
        await SendAsync(key: null, Request("a"));
        await SendAsync(key: null, Request("a"));
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task SameKeyAtTheSameTime_RunsOnce()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SendAsync("key", Request("a")))));

        Assert.Equal(1, runs);
        Assert.Single(all.Select(answer => answer.Outcome.Value.Secret).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SecretResult_IsSealedAtRest()
    {
        var (first, _) = await SendAsync("key", Request("a"));
        var record = await store.FindAsync(World.User, "key", CancellationToken.None);

        Assert.DoesNotContain(first.Value.Secret, System.Text.Encoding.UTF8.GetString(record!.Result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InstanceAccepted_SurvivesTheRoundTrip()
    {
        var world = new World();
        var accepted = world.Create(vcpus: 2, numaNodes: 2).Value;
        var pending = new PendingIdempotency(World.User, "key", [1], ResultIsSecret: false);
        var record = RememberedJson.Record(pending, accepted, sealer, DateTimeOffset.UnixEpoch);

        var again = OutcomeReader<Outcome<InstanceAccepted>>.Read(record.Result).Value;

        Assert.Equivalent(accepted, again, strict: true);
        await Task.CompletedTask;
    }

    private int runs;

    private static CreateToken Request(string name) => new(name, TokenScope.Read, Project: null, LifetimeDays: 1);

    private async Task<(Outcome<IssuedToken> Outcome, bool Replayed)> SendAsync(string? key, CreateToken request)
    {
        var context = new CallContext { Caller = Caller, IdempotencyKey = key };
        var behavior = new IdempotencyBehavior<CreateToken, Outcome<IssuedToken>>(context, gate, store, sealer);
        var outcome = await behavior.Handle(request, async (message, _) =>
        {
            var run = Interlocked.Increment(ref runs);
            await Task.Yield();
            var token = new TokenRecord(new TokenId(new Guid(run, 0, 0, new byte[8])), World.User, message.Name, message.Scope, null, [1], default, default, null);
            var issued = new IssuedToken(token, $"secret-{run}");
            if (context.Pending is { } pending)
            {
                store.Commit(new CommitBatch([], [], [], [], [], [], [], [], [RememberedJson.Record(pending, issued, sealer, default)]));
            }

            return issued;
        }, CancellationToken.None);
        return (outcome, context.WasReplayed);
    }

    private sealed class Sealer : ISecretProtector
    {
        public byte[] Protect(byte[] clear) => [.. clear.Select(value => (byte)(value ^ 0x5A))];

        public byte[] Unprotect(byte[] sealedBytes) => Protect(sealedBytes);

        public byte[] Fingerprint(string text) => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
