using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Cloud.Persistence.Tests.Support;
using CsCheck;

namespace Cloud.Persistence.Tests.Cluster;

/// <summary>What a commit promises: all or nothing, fenced, and durable.</summary>
public abstract class CommitContract(IStoreServer server) : StoreSuite(server)
{
    [Fact]
    public async Task Acquire_EachTime_RaisesTheEpoch()
    {
        await using var store = await OpenAsync();
        CellId[] cells = [new("b"), new("a")];

        Assert.Equal([new(new("b"), 1), new(new("a"), 1)], await store.Cluster.AcquireAsync(cells, Cancel));
        Assert.Equal([new(new("a"), 2), new(new("c"), 1)], await store.Cluster.AcquireAsync([new("a"), new("c")], Cancel));
        Assert.Equal([new(new("b"), 2), new(new("a"), 3)], await store.Cluster.AcquireAsync(cells, Cancel));
    }

    [Fact]
    public async Task Commit_OldEpoch_IsFencedAndStoresNothing()
    {
        await using var store = await OpenAsync();
        var old = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);
        var present = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);

        var fenced = await Assert.ThrowsAsync<FencedException>(() => store.Cluster.CommitAsync(Full(old), Cancel));

        Assert.Equal(Samples.Cell, fenced.Cell);
        await AssertEmptyAsync(store);
        await store.Cluster.CommitAsync(Full(present), Cancel);
        await AssertHoldsFullAsync(store);
    }

    [Fact]
    public async Task Commit_OldEpochAfterTheNewWriterUsedTheSameNumbers_IsFencedAllTheSame()
    {
        await using var store = await OpenAsync();
        var old = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);
        await store.Cluster.CommitAsync(Full(await store.Cluster.AcquireAsync([Samples.Cell], Cancel)), Cancel);

        await Assert.ThrowsAsync<FencedException>(() => store.Cluster.CommitAsync(Full(old), Cancel));

        await AssertHoldsFullAsync(store);
    }

    [Fact]
    public async Task Commit_OneOfTwoCellsFenced_StoresNothing()
    {
        await using var store = await OpenAsync();
        CellId[] cells = [new("a"), new("b")];
        var both = await store.Cluster.AcquireAsync(cells, Cancel);
        await store.Cluster.AcquireAsync([new("b")], Cancel);

        var fenced = await Assert.ThrowsAsync<FencedException>(() => store.Cluster.CommitAsync(Full(both), Cancel));

        Assert.Equal(new CellId("b"), fenced.Cell);
        await AssertEmptyAsync(store);
    }

    [Fact]
    public async Task Commit_CellNobodyAcquired_IsFenced()
    {
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<FencedException>(() => store.Cluster.CommitAsync(Full([new(Samples.Cell, 1)]), Cancel));

        await AssertEmptyAsync(store);
    }

    [Fact]
    public async Task Commit_Cordons_AreLoadedUntilTheyAreOpened()
    {
        await using var store = await OpenAsync();
        await Generators.Cordon.Array[3].SampleAsync(async made =>
        {
            await store.Cluster.CommitAsync(Samples.Batch() with { Cordoned = made }, Cancel);
            Assert.Equal(made.OrderBy(cordon => cordon.Host.Value, StringComparer.Ordinal), (await store.Cluster.LoadAsync(Cancel)).Cordons);

            var changed = made[0] with { Reason = "other", By = Samples.User };
            await store.Cluster.CommitAsync(Samples.Batch() with { Uncordoned = [made[0].Host, made[1].Host], Cordoned = [changed] }, Cancel);
            Assert.Equal(new[] { changed, made[2] }.OrderBy(cordon => cordon.Host.Value, StringComparer.Ordinal), (await store.Cluster.LoadAsync(Cancel)).Cordons);

            await store.Cluster.CommitAsync(Samples.Batch() with { Uncordoned = [changed.Host, made[2].Host] }, Cancel);
            Assert.Empty((await store.Cluster.LoadAsync(Cancel)).Cordons);
        }, iter: 5, threads: 1);
    }

    [Fact]
    public async Task Commit_Reservations_AreLoadedAsTheyWereLastStored()
    {
        await using var store = await OpenAsync();
        await Generators.Reservation.Array[3].SampleAsync(async made =>
        {
            await store.Cluster.CommitAsync(Samples.Batch() with { Reserved = made }, Cancel);
            await AssertReservedAsync(store, made);

            var changed = made[0] with { Free = [.. made[1].Free, .. made[2].Free], Version = made[0].Version / 2 };
            var same = made[1] with { Id = new(Guid.NewGuid()) };
            await store.Cluster.CommitAsync(Samples.Batch() with { ReservationsEnded = [made[1].Id], Reserved = [same], ReservationsChanged = [changed] }, Cancel);
            await AssertReservedAsync(store, [changed, same, made[2]]);

            await store.Cluster.CommitAsync(Samples.Batch() with { ReservationsEnded = [changed.Id, same.Id, made[2].Id] }, Cancel);
            await AssertReservedAsync(store, []);
        }, iter: 5, threads: 1);
    }

    [Fact]
    public async Task Commit_Preemptions_AreLoadedUntilTheyEnd()
    {
        await using var store = await OpenAsync();
        await Generators.Preemption.Array[2].SampleAsync(async made =>
        {
            await store.Cluster.CommitAsync(Samples.Batch() with { Preempting = made }, Cancel);
            Assert.Equal(Canonical.OfAll(made.OrderBy(one => one.Instance.ToString(), StringComparer.Ordinal)), Canonical.OfAll((await store.Cluster.LoadAsync(Cancel)).Preemptions));
            await store.Cluster.CommitAsync(Samples.Batch() with { PreemptionsEnded = [made[0].Instance] }, Cancel);
            Assert.Equal(made[1].Instance, Assert.Single((await store.Cluster.LoadAsync(Cancel)).Preemptions).Instance);
            await store.Cluster.CommitAsync(Samples.Batch() with { PreemptionsEnded = [made[1].Instance] }, Cancel);
        }, iter: 5, threads: 1);
    }

    [Theory]
    [InlineData("reservation twice")]
    [InlineData("name of a reservation taken")]
    [InlineData("change of no reservation")]
    [InlineData("end of no reservation")]
    [InlineData("end of no preemption")]
    public async Task Commit_WrongClaim_StoresNothing(string violation)
    {
        await using var store = await OpenAsync();
        var kept = Generators.Reservation.Single();
        var other = kept with { Id = new(Guid.NewGuid()) };
        await store.Cluster.CommitAsync(Samples.Batch() with { Reserved = [kept] }, Cancel);
        var bad = Samples.Batch(created: [Samples.Instance(20)]);
        bad = violation switch
        {
            "reservation twice" => bad with { Reserved = [kept] },
            "name of a reservation taken" => bad with { Reserved = [other] },
            "change of no reservation" => bad with { ReservationsChanged = [other] },
            "end of no reservation" => bad with { ReservationsEnded = [other.Id] },
            _ => bad with { PreemptionsEnded = [new(Guid.NewGuid())] },
        };

        await Assert.ThrowsAnyAsync<Exception>(() => store.Cluster.CommitAsync(bad, Cancel));

        await AssertReservedAsync(store, [kept]);
        Assert.Empty((await store.Cluster.LoadAsync(Cancel)).Instances);
    }

    private static async Task AssertReservedAsync(TestStore store, IEnumerable<ControlPlane.Iaas.Reservations.ReservationRecord> expected) => Assert.Equal(
        Canonical.OfAll(expected.OrderBy(one => one.Id.ToString(), StringComparer.Ordinal)), Canonical.OfAll((await store.Cluster.LoadAsync(Cancel)).Reservations));

    [Theory]
    [InlineData("cordon twice")]
    [InlineData("uncordon of nothing")]
    public async Task Commit_WrongCordon_StoresNothing(string violation)
    {
        await using var store = await OpenAsync();
        var cordon = new ControlPlane.Operator.HostCordon(new("h1"), Samples.Cell, null, Samples.User, DateTimeOffset.UnixEpoch);
        await store.Cluster.CommitAsync(Samples.Batch() with { Cordoned = [cordon] }, Cancel);
        var bad = Samples.Batch(created: [Samples.Instance(20)]);
        bad = violation is "cordon twice" ? bad with { Cordoned = [cordon] } : bad with { Uncordoned = [new("h2")] };

        await Assert.ThrowsAnyAsync<Exception>(() => store.Cluster.CommitAsync(bad, Cancel));

        var image = await store.Cluster.LoadAsync(Cancel);
        Assert.Equal([cordon], image.Cordons);
        Assert.Empty(image.Instances);
    }

    public static TheoryData<string> Violations { get; } =
    [
        "instance twice", "name taken", "operation twice", "event twice", "key twice", "use below zero", "new use below zero",
        "update of nothing", "operation update of nothing", "deletion of nothing",
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task Commit_OneViolation_StoresNothing(string violation)
    {
        await using var store = await OpenAsync();
        var epochs = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);
        await store.Cluster.CommitAsync(Full(epochs), Cancel);
        var good = Samples.Batch(
            epochs,
            created: [Samples.Instance(20)],
            updated: [Samples.Instance(10) with { Version = 99 }],
            operations: [Samples.Operation(20)],
            operationsUpdated: [Samples.Operation(10) with { Percent = 99 }],
            events: [Samples.Event(2)],
            use: [Samples.Use(1)],
            idempotency: [Samples.Remembered("second")]);

        await Assert.ThrowsAnyAsync<Exception>(() => store.Cluster.CommitAsync(Violate(good, violation), Cancel));

        await AssertHoldsFullAsync(store);
        Assert.Null(await store.Idempotency.FindAsync(Samples.User, "second", Cancel));
        await store.Cluster.CommitAsync(good, Cancel);
        Assert.Equal(2, (await store.Cluster.LoadAsync(Cancel)).Instances.Count);
    }

    [Fact]
    public async Task Commit_CancelledBefore_StoresNothing()
    {
        await using var store = await OpenAsync();
        var epochs = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Cluster.CommitAsync(Full(epochs), new CancellationToken(canceled: true)));

        await AssertEmptyAsync(store);
    }

    [Fact]
    public async Task Commit_EmptyBatch_ChecksTheFenceOnly()
    {
        await using var store = await OpenAsync();
        var epochs = await store.Cluster.AcquireAsync([Samples.Cell], Cancel);

        await store.Cluster.CommitAsync(Samples.Batch(epochs), Cancel);

        await Assert.ThrowsAsync<FencedException>(() => store.Cluster.CommitAsync(Samples.Batch([new(Samples.Cell, 2)]), Cancel));
    }

    [Fact]
    public async Task Commit_NameFreedInTheSameBatch_CanBeTaken()
    {
        await using var store = await OpenAsync();
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(10, "db")]), Cancel);

        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(11, "db")], deleted: [new(Samples.Id(10))]), Cancel);

        Assert.Equal(Samples.Id(11), Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances).Id.Value);
    }

    [Fact]
    public async Task Commit_SameInstanceSeveralTimes_LastWins()
    {
        await using var store = await OpenAsync();
        var born = Samples.Instance(10);
        var batch = Samples.Batch(
            created: [born, Samples.Instance(11)],
            updated: [born with { Version = 2 }, born with { Version = 3 }],
            deleted: [new(Samples.Id(11)), new(Samples.Id(11))],
            operations: [Samples.Operation(10)],
            operationsUpdated: [Samples.Operation(10) with { Percent = 20 }, Samples.Operation(10) with { Percent = 30 }]);

        await store.Cluster.CommitAsync(batch, Cancel);

        var image = await store.Cluster.LoadAsync(Cancel);
        Assert.Equal(3, Assert.Single(image.Instances).Version);
        Assert.Equal(30, Assert.Single(image.OpenOperations).Percent);
    }

    [Fact]
    public async Task Commit_UpdatedAndDeleted_IsDeleted()
    {
        await using var store = await OpenAsync();
        await store.Cluster.CommitAsync(Samples.Batch(created: [Samples.Instance(10), Samples.Instance(11)]), Cancel);

        await store.Cluster.CommitAsync(
            Samples.Batch(updated: [Samples.Instance(10) with { State = InstanceState.Deleting }], deleted: [new(Samples.Id(10))]), Cancel);

        Assert.Equal(Samples.Id(11), Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances).Id.Value);
    }

    [Fact]
    public async Task Commit_UseDeltas_AddUpPerProject()
    {
        await using var store = await OpenAsync();
        var other = new ProjectId(Samples.Id(77));

        await store.Cluster.CommitAsync(Samples.Batch(use: [Samples.Use(3, 6), new(other, new(1, 1, 1, 1)), Samples.Use(-1, -2)]), Cancel);
        await store.Cluster.CommitAsync(Samples.Batch(use: [Samples.Use(-2, 10)]), Cancel);

        var use = (await store.Cluster.LoadAsync(Cancel)).Use;
        Assert.Equal(new ResourceCount(0, 14, 0, 0), use[Samples.Project]);
        Assert.Equal(new ResourceCount(1, 1, 1, 1), use[other]);
    }

    [Fact]
    public async Task Commit_ManyAtOnceFromTwoStores_AllArrive()
    {
        var options = await Server.CreateAsync();
        await using var first = await TestStore.OpenAsync(options);
        await using var second = await TestStore.OpenAsync(options);
        var epochs = await first.Cluster.AcquireAsync([Samples.Cell], Cancel);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => Task.Run(() => (number % 2 == 0 ? first : second).Cluster.CommitAsync(
            Samples.Batch(
                epochs, created: [Samples.Instance(100 + number)], operations: [Samples.Operation(100 + number)],
                events: [Samples.Event(number)], use: [Samples.Use(1)]),
            Cancel))));

        var image = await first.Cluster.LoadAsync(Cancel);
        Assert.Equal(Enumerable.Range(101, 40).Select(Samples.Id), image.Instances.Select(instance => instance.Id.Value));
        Assert.Equal(40, image.Use[Samples.Project].Instances);
        Assert.Equal(40, image.LastEventSequence);
        Assert.Equal(40, image.OpenOperations.Count);
    }

    private static CommitBatch Full(IReadOnlyList<CellEpoch> epochs) => Samples.Batch(
        epochs,
        created: [Samples.Instance(10)],
        operations: [Samples.Operation(10)],
        events: [Samples.Event(1)],
        use: [Samples.Use(1)],
        idempotency: [Samples.Remembered("first")]);

    private static CommitBatch Violate(CommitBatch good, string violation) => violation switch
    {
        "instance twice" => good with { Created = [.. good.Created, Samples.Instance(10, "other")] },
        "name taken" => good with { Created = [.. good.Created, Samples.Instance(21, "web-10")] },
        "operation twice" => good with { OperationsCreated = [.. good.OperationsCreated, Samples.Operation(10)] },
        "event twice" => good with { Events = [.. good.Events, Samples.Event(1)] },
        "key twice" => good with { Idempotency = [.. good.Idempotency, Samples.Remembered("first")] },
        "use below zero" => good with { Use = [Samples.Use(-2)] },
        "new use below zero" => good with { Use = [.. good.Use, new(new(Samples.Id(78)), new(0, 0, 0, -1))] },
        "update of nothing" => good with { Updated = [.. good.Updated, Samples.Instance(22)] },
        "operation update of nothing" => good with { OperationsUpdated = [.. good.OperationsUpdated, Samples.Operation(22)] },
        "deletion of nothing" => good with { Deleted = [new(Samples.Id(23))] },
        _ => throw new ArgumentException("No such violation.", nameof(violation)),
    };

    private static async Task AssertEmptyAsync(TestStore store)
    {
        var image = await store.Cluster.LoadAsync(Cancel);
        Assert.Empty(image.Instances);
        Assert.Empty(image.OpenOperations);
        Assert.Empty(image.Use);
        Assert.Equal(0, image.LastEventSequence);
        Assert.Null(await store.Idempotency.FindAsync(Samples.User, "first", Cancel));
    }

    private static async Task AssertHoldsFullAsync(TestStore store)
    {
        var image = await store.Cluster.LoadAsync(Cancel);
        Assert.Equal(Canonical.Of(Samples.Instance(10)), Canonical.Of(Assert.Single(image.Instances)));
        Assert.Equal(Canonical.Of(Samples.Operation(10)), Canonical.Of(Assert.Single(image.OpenOperations)));
        Assert.Equal(new ResourceCount(1, 0, 0, 0), Assert.Single(image.Use).Value);
        Assert.Equal(1, image.LastEventSequence);
        Assert.NotNull(await store.Idempotency.FindAsync(Samples.User, "first", Cancel));
    }
}

public sealed class SqliteCommitTests(SqliteServer server) : CommitContract(server);

public sealed class PostgresCommitTests(PostgresServer server) : CommitContract(server);
