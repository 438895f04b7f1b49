using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Writer;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.ControlPlane.Tests.Writer;

public sealed class CellWriterTests : IAsyncDisposable
{
    private readonly InMemoryClusterStore store = new();
    private readonly ClusterView view = new();
    private readonly EventFeed feed;
    private readonly CellWriter writer;
    private readonly CancellationTokenSource stop = new();
    private readonly RecordingGateway gateway = new();
    private Task running = Task.CompletedTask;
    private int nextId;

    public CellWriterTests()
    {
        feed = new EventFeed(store);
        writer = MakeWriter();
    }

    [Fact]
    public async Task Decide_Durable_IsVisibleBeforeTheAnswer()
    {
        await StartAsync();

        var accepted = (await CreateAsync("web")).Value;

        Assert.NotNull(view.Find(World.Project, accepted.Instance.Id));
        Assert.Single(store.Image().Instances);
        Assert.Single(gateway.Commands);
    }

    [Fact]
    public async Task Decide_ManyAtOnce_ShareTransactions()
    {
        await writer.StartAsync(CancellationToken.None);
        var creates = Enumerable.Range(0, 100).Select(number => CreateAsync($"web-{number}", memoryMib: 16)).ToArray();
        running = writer.RunAsync(stop.Token);

        Assert.All(await Task.WhenAll(creates), outcome => Assert.False(outcome.IsRefused, outcome.Problem?.Detail));
        Assert.Equal(1, store.Commits);
    }

    [Fact]
    public async Task Commit_Fails_RefusesTheBatchAndRemembersNothing()
    {
        await StartAsync();
        await CreateAsync("first");
        store.FailWith = new InvalidOperationException("disk full");

        var refused = await CreateAsync("second");
        store.FailWith = null;
        var retried = await CreateAsync("second");

        Assert.Same(ProblemKind.Unavailable, refused.Problem?.Kind);
        Assert.False(retried.IsRefused, retried.Problem?.Detail);
        Assert.Equal(["first", "second"], view.List(All()).Items.Select(instance => instance.Name));
        Assert.Equal(2, view.UseOf(World.Project).Instances);
    }

    [Fact]
    public async Task Commit_StoredButNotConfirmed_IsNotCalledUndoneAndReadersSeeIt()
    {
        await StartAsync();
        store.FailAfterwards = new TimeoutException("no answer");

        var unknown = await CreateAsync("made");
        store.FailAfterwards = null;
        await CreateAsync("next");

        Assert.Contains("is not known", unknown.Problem?.Detail, StringComparison.Ordinal);
        Assert.Equal(["made", "next"], view.List(All()).Items.Select(instance => instance.Name));
    }

    /// <summary>The events of a batch whose word was lost are stored and never published: a follower must not go on behind them.</summary>
    [Fact]
    public async Task Commit_StoredButNotConfirmed_CutsFollowersOffSoThatTheyMissNothing()
    {
        await StartAsync();
        await CreateAsync("first", memoryMib: 16);
        var seen = new List<long>();
        await foreach (var happened in feed.FollowAsync(World.Project, after: 0, CancellationToken.None))
        {
            seen.Add(happened.Sequence);
            if (seen.Count > 1) continue;
            store.FailAfterwards = new TimeoutException("no answer");
            await CreateAsync("unseen", memoryMib: 16);
            store.FailAfterwards = null;
            await CreateAsync("third", memoryMib: 16);
        }

        await foreach (var happened in feed.FollowAsync(World.Project, after: seen[^1], CancellationToken.None))
        {
            seen.Add(happened.Sequence);
            if (seen.Count == 3)
                break;
        }

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public async Task Commit_FencedByANewerWriter_StopsTheWriter()
    {
        await StartAsync();
        store.Acquire([new CellId("z1-c1"), new CellId("z2-c1")]);

        var refused = await CreateAsync("late");

        Assert.Same(ProblemKind.Unavailable, refused.Problem?.Kind);
        await Assert.ThrowsAsync<FencedException>(() => running);
        Assert.False(writer.IsReady);
        Assert.Empty(store.Image().Instances);
    }

    [Fact]
    public async Task Stop_WaitingRequests_AreRefusedNotLost()
    {
        await StartAsync();
        await stop.CancelAsync();
        await running;

        Assert.Same(ProblemKind.Unavailable, (await CreateAsync("late")).Problem?.Kind);
    }

    [Fact]
    public async Task Report_Running_ReachesTheView()
    {
        await StartAsync();
        var instance = (await CreateAsync("web")).Value.Instance;

        Assert.True(writer.TryReport(new HostReport(
            instance.Placement.Host, instance.Id, instance.Generation, ObservedPower.Running, 100, Phase: null, [], Reason: null)));
        await writer.ReadAsync<bool>(_ => true);

        Assert.Equal(InstanceState.Running, view.Find(World.Project, instance.Id)?.State);
    }

    [Fact]
    public async Task Follow_FromTheBeginning_GetsStoredThenLiveWithoutGap()
    {
        await StartAsync();
        for (var number = 0; number < 5; number++)
            await CreateAsync($"before-{number}", memoryMib: 16);

        var seen = new List<long>();
        await foreach (var happened in feed.FollowAsync(World.Project, after: 0, CancellationToken.None))
        {
            seen.Add(happened.Sequence);
            if (seen.Count == 5)
                await CreateAsync("live", memoryMib: 16);
            if (seen.Count == 6)
                break;
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], seen);
    }

    [Fact]
    public async Task List_PagesThroughEverythingOnce()
    {
        await StartAsync();
        for (var number = 0; number < 25; number++)
            await CreateAsync($"web-{number}", memoryMib: 16);

        var names = new List<string>();
        InstanceId? after = null;
        while (true)
        {
            var page = view.List(All() with { After = after, Limit = 4 });
            names.AddRange(page.Items.Select(instance => instance.Name));
            if (page.Next is null)
                break;
            after = new InstanceId(Guid.Parse(page.Next));
        }

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"web-{number}"), names);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private static ListInstances All() => new(World.Project, State: null, Kind: null, Name: null, [], After: null, Limit: 100);

    private CellWriter MakeWriter() => new(
        World.MakeRegion(hostsPerZone: 4, zones: 2, cores: 32, memoryMib: 65_536, cpuRatio: 4),
        store, gateway, view, feed, new FakeTimeProvider(), NullLogger<CellWriter>.Instance);

    private async Task StartAsync()
    {
        await writer.StartAsync(CancellationToken.None);
        running = writer.RunAsync(stop.Token);
    }

    private Task<Outcome<InstanceAccepted>> CreateAsync(string name, long memoryMib = 512)
    {
        var request = new CreateInstance(
            World.Project, name, InstanceKind.Container, new FlavorId("f"), new ImageId("i"), Zone: null, new Dictionary<string, string>(StringComparer.Ordinal));
        var order = new CreateOrder(
            new InstanceId(NextId()), new OperationId(NextId()), request, new InstanceShape(1, memoryMib, 1, 1, CpuPolicy.Shared), World.Plenty, World.User);
        return writer.DecideAsync((state, changes, now) => InstancePlanner.Create(state, changes, order, now));
    }

    private Guid NextId() => new(Interlocked.Increment(ref nextId), 0, 0, new byte[8]);

    private sealed class RecordingGateway : IHostGateway
    {
        public List<HostCommand> Commands { get; } = [];

        public void Send(IReadOnlyList<HostCommand> commands) => Commands.AddRange(commands);
    }
}
