using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Persistence.Tests.Support;
using CsCheck;

namespace Cloud.Persistence.Tests.Cluster;

/// <summary>What was committed is what is read, field by field, also by the next process.</summary>
public abstract class RoundTripContract(IStoreServer server) : StoreSuite(server)
{
    private const int Records = 60;

    [Fact]
    public async Task Load_ByTheNextProcess_EqualsWhatWasCommitted()
    {
        var options = await Server.CreateAsync();
        await Generators.Instance.Array[Records].Select(Generators.Operation.Array[Records], Generators.Event.Array[Records]).SampleAsync(async made =>
        {
            var (instances, operations, events) = made;
            long last;
            await using (var store = await TestStore.OpenAsync(options))
            {
                last = (await store.Cluster.LoadAsync(Cancel)).LastEventSequence;
                events = [.. events.Select((record, i) => record with { Sequence = last + i + 1 })];
                await store.Cluster.CommitAsync(Samples.Batch(created: instances, operations: operations, events: events), Cancel);
            }

            await using (var store = await TestStore.OpenAsync(options))
            {
                var image = await store.Cluster.LoadAsync(Cancel);
                Assert.Equal(Canonical.OfAll(instances.OrderBy(instance => instance.Id)), Canonical.OfAll(image.Instances));
                Assert.Equal(
                    Canonical.OfAll(operations.Where(operation => operation.State == OperationState.Running).OrderBy(operation => operation.Id)),
                    Canonical.OfAll(image.OpenOperations));
                Assert.Equal(Canonical.OfAll(events), Canonical.OfAll(await store.Cluster.ReadEventsAsync(Samples.Project, null, last, Records, Cancel)));
                foreach (var operation in operations)
                    Assert.Equal(Canonical.Of(operation), Canonical.Of(await store.Cluster.FindOperationAsync(operation.Id, Cancel)));

                await store.Cluster.CommitAsync(
                    Samples.Batch(
                        deleted: [.. instances.Select(instance => instance.Id)],
                        operationsUpdated: [.. operations.Select(operation => operation with { State = OperationState.Failed })]),
                    Cancel);
            }
        }, iter: 4, threads: 1);
    }

    [Fact]
    public async Task Commit_Update_StoresEveryFieldThatMayChange()
    {
        await using var store = await OpenAsync();
        await Gen.Select(Generators.Instance, Generators.Instance, Generators.Operation, Generators.Operation).SampleAsync(async (instance, other, operation, otherOperation) =>
        {
            var updated = other with
            {
                Id = instance.Id,
                Project = instance.Project,
                Name = instance.Name,
                Kind = instance.Kind,
                Flavor = instance.Flavor,
                Image = instance.Image,
                Shape = instance.Shape,
                Cell = instance.Cell,
                Zone = instance.Zone,
                CreatedBy = instance.CreatedBy,
                CreatedAt = instance.CreatedAt,
            };
            var updatedOperation = otherOperation with
            {
                Id = operation.Id,
                Project = operation.Project,
                Instance = operation.Instance,
                InstanceName = operation.InstanceName,
                Kind = operation.Kind,
                RequestedBy = operation.RequestedBy,
                CreatedAt = operation.CreatedAt,
            };
            await store.Cluster.CommitAsync(Samples.Batch(created: [instance], operations: [operation]), Cancel);

            await store.Cluster.CommitAsync(Samples.Batch(updated: [updated], operationsUpdated: [updatedOperation]), Cancel);

            Assert.Equal(Canonical.Of(updated), Canonical.Of(Assert.Single((await store.Cluster.LoadAsync(Cancel)).Instances)));
            Assert.Equal(Canonical.Of(updatedOperation), Canonical.Of(await store.Cluster.FindOperationAsync(operation.Id, Cancel)));
            await store.Cluster.CommitAsync(Samples.Batch(deleted: [instance.Id]), Cancel);
        }, iter: 20, threads: 1);
    }

    [Fact]
    public async Task FindIdempotency_ByTheNextProcess_EqualsWhatWasCommitted()
    {
        var options = await Server.CreateAsync();
        var records = Generators.Remembered.Array[Records].Single();
        await using (var store = await TestStore.OpenAsync(options))
            await store.Cluster.CommitAsync(Samples.Batch(idempotency: records), Cancel);

        await using var next = await TestStore.OpenAsync(options);
        foreach (var record in records)
        {
            Assert.Equal(Canonical.Of(record), Canonical.Of(await next.Idempotency.FindAsync(record.User, record.Key, Cancel)));
            Assert.Null(await next.Idempotency.FindAsync(Samples.User, record.Key, Cancel));
            Assert.Null(await next.Idempotency.FindAsync(record.User, record.Key + "x", Cancel));
        }
    }
}

public sealed class SqliteRoundTripTests(SqliteServer server) : RoundTripContract(server);

public sealed class PostgresRoundTripTests(PostgresServer server) : RoundTripContract(server);
