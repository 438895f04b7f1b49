using Cloud.Domain.Hardware.Costs.Memory;

namespace Cloud.Scheduler.Overcommit;

/// <summary>One guest's memory, as far as the host can see or assume it.</summary>
/// <param name="SizeMib">What it was promised.</param>
/// <param name="Touched">Share of it that the guest has touched and not reported free (0 to 1).</param>
/// <param name="Active">Share of it in active use (0 to <paramref name="Touched"/>).</param>
/// <param name="Pinned">Memory that cannot be taken back: confidential guests, devices passed through, huge pages.</param>
public readonly record struct GuestMemory(long SizeMib, double Touched, double Active, bool Pinned);

/// <summary>
/// Memory that may be promised is bounded by what the reclamation model can give back: promised ≤ physical + reclaimable. Every page is
/// counted once, in the order of cost: reported free, shared, ballooned, compressed, swapped. See <see cref="ReclaimPlan"/>.
/// </summary>
/// <param name="Sharing">How much of the guests' memory is alike; the default of different systems gives back least.</param>
/// <param name="SwapMib">Swap of the host, MiB; 0 for none. Only cold pages that do not compress go there.</param>
public sealed record MemoryBound(SharingMix Sharing, long SwapMib = 0)
{
    /// <summary>Different systems side by side, no swap.</summary>
    public static MemoryBound Default { get; } = new(SharingMix.Heterogeneous);

    /// <summary>What each mechanism could give back of these guests, bytes.</summary>
    public ReclaimPotential Potential(ReadOnlySpan<GuestMemory> guests)
    {
        var reclaimable = 0;
        foreach (ref readonly var guest in guests) reclaimable += guest.Pinned ? 0 : 1;
        var shared = reclaimable == 0 ? 0 : PageSharing.ReclaimedFraction(Sharing, reclaimable);
        double free = 0, share = 0, balloon = 0, compress = 0, incompressible = 0;
        foreach (ref readonly var guest in guests)
        {
            if (guest.Pinned) continue;
            var bytes = guest.SizeMib * MibBytes;
            var touched = Math.Clamp(guest.Touched, 0, 1);
            var active = Math.Clamp(guest.Active, 0, touched);
            free += bytes * (1 - touched);
            share += bytes * touched * shared;
            var rest = bytes * (touched - active) * (1 - shared);
            // The balloon gets what the guest itself would give up: cold pages stay with the host, which compresses them.
            var cold = Math.Min(rest, bytes * touched * ReclaimConstants.ColdFraction);
            balloon += rest - cold;
            compress += Offload.GainFraction(cold, ReclaimConstants.CompressionRatio) * (1 - ReclaimConstants.Incompressible);
            incompressible += cold * ReclaimConstants.Incompressible;
        }

        return new(free, share, balloon, compress, Math.Min(incompressible, SwapMib * MibBytes));
    }

    /// <summary>MiB that may be promised to these guests and more: never above physical + reclaimable, and never below physical.</summary>
    public long MayPromiseMib(long physicalMib, ReadOnlySpan<GuestMemory> guests)
    {
        var potential = Potential(guests);
        var plan = ReclaimPlan.For(double.MaxValue, potential);
        return physicalMib + (long)(plan.Total / MibBytes);
    }

    /// <summary>
    /// The most that a static memory ratio can stand on, when all guests are alike: with a fraction ρ of the promise given back, promised ≤
    /// physical + ρ promised, so at most 1 / (1 − ρ).
    /// </summary>
    public double LargestRatio(double touched, double active)
    {
        GuestMemory[] guests = [.. Enumerable.Repeat(new GuestMemory(1024, touched, active, Pinned: false), 32)];
        var plan = ReclaimPlan.For(double.MaxValue, Potential(guests));
        return 1 / (1 - (plan.Total / (32 * 1024 * MibBytes)));
    }

    private const double MibBytes = 1024.0 * 1024;
}
