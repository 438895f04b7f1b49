using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;
using Cloud.Scheduler.Tests.Laws;

namespace Cloud.Scheduler.Tests.Index;

public sealed class AllocationTests
{
    private static readonly PlacementRequest[] Requests =
        [World.Request(1, 1), World.Request(2, 4, overhead: 142), World.Request(4, 8), World.Request(8, 8, 2), World.Request(6, 9, 0)];

    [Theory, MemberData(nameof(IndexEqualsScanTests.Indexable), MemberType = typeof(IndexEqualsScanTests))]
    public void Choose_SteadyState_AllocatesNothing(string name)
    {
        var ledger = new CapacityLedger(new LongRun(200, seed: 1).Hosts, World.Pools);
        var index = new PlacementIndex(ledger, Policies.Indexable[name]);
        var held = new Queue<(PlacementRequest Request, HostChoice Choice)>(1_000);
        var bytes = long.MaxValue;
        // First code is compiled, classes are made, and each way of laying a guest out is met once.
        for (var warm = 0; warm < 20 && bytes > 0; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Churn(index, held, 2_000);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, bytes);
        Assert.InRange(held.Count, 100, 400);
    }

    private static void Churn(PlacementIndex index, Queue<(PlacementRequest Request, HostChoice Choice)> held, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var request = Requests[step % Requests.Length];
            if (index.Choose(request, new NotFirst(step % 3)) is { Found: true } choice)
            {
                index.Take(request, choice);
                held.Enqueue((request, choice));
            }

            if (held.Count < 400) continue;
            var (old, where) = held.Dequeue();
            index.Release(old, where);
        }
    }

    private readonly record struct NotFirst(int Hosts) : IHostGate
    {
        public bool Admits(int host) => host >= Hosts;

        public bool AdmitsAny(int first, int end) => end > Hosts;
    }
}
