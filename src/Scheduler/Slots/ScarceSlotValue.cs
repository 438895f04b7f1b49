using Cloud.Scheduler.Context;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// What a host is worth to the expected guests when the last slots count most: the sum over types of share × (1 + 1/2 + … + 1/slots). In fixed
/// point, so that equal losses are equal to the last bit and ties are ties.
/// </summary>
internal static class ScarceSlotValue
{
    /// <summary>Divisible by 1 to 16: the first sixteen slots are exact.</summary>
    private const long FirstSlot = 720_720;

    private const double ShareUnits = 1_000_000;

    private static readonly long[] Worth = Table(1024);

    public static long Of(in HostView host, ReadOnlySpan<NumaRoom> rooms, int diskGib, WorkloadMix mix)
    {
        var value = 0L;
        foreach (ref readonly var type in mix.Types)
        {
            var slots = SlotCount.Of(host, rooms, diskGib, type.Guest);
            // Beyond the table a slot is worth less than a thousandth of the first.
            value += (long)Math.Round(type.Share * ShareUnits) * Worth[Math.Min(slots, Worth.Length - 1)];
        }

        return value;
    }

    private static long[] Table(int most)
    {
        var worth = new long[most + 1];
        for (var slots = 1; slots <= most; slots++) worth[slots] = worth[slots - 1] + FirstSlot / slots;
        return worth;
    }
}
