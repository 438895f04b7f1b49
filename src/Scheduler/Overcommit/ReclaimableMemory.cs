namespace Cloud.Scheduler.Overcommit;

/// <summary>
/// Memory up to physical + reclaimable: each guest needs what the reclamation model cannot take from it. What it has ever touched in its
/// window is touched; what it uses on average is active.
/// </summary>
/// <param name="Bound">The reclamation model's assumptions.</param>
/// <param name="WarmUp">Samples before a guest's own use counts; until then all of its memory is taken to be active.</param>
public sealed record ReclaimableMemory(MemoryBound Bound, int WarmUp = WarmUps.Default) : IOvercommitPolicy
{
    private const int MibPerUnit = 1 << 20;

    public string Name => "reclaim";

    public double PromisePerFreeUnit => 1;

    public double Demand(ReadOnlySpan<GuestUsage> guests)
    {
        var memory = new GuestMemory[guests.Length];
        for (var i = 0; i < memory.Length; i++)
        {
            var history = guests[i].History;
            var size = (long)(guests[i].Limit * MibPerUnit);
            memory[i] = history.Count < WarmUp ? new(size, 1, 1, Pinned: true) : new(size, history.Peak, history.Mean, Pinned: false);
        }

        // The unit of the limits does not matter: a large scale only keeps the rounding of sizes small.
        return OvercommitMath.Limits(guests) - (Bound.MayPromiseMib(0, memory) / (double)MibPerUnit);
    }
}
