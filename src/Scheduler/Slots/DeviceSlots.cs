using Cloud.Domain.Placement;
using Cloud.Scheduler.Needs;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Slots;

/// <summary>
/// How many guests the devices of a host serve, by need: virtual functions add up over cards; of other devices each guest takes its count of
/// different ones, which is the form of <see cref="SlotCount.OfParts"/>. Needs of different kinds do not meet.
/// </summary>
internal static class DeviceSlots
{
    /// <summary>Guests that all devices of the host serve; not exact, only a bound, when two needs are of one kind.</summary>
    public static (int Count, bool IsExact) OnHost(in HostView host, NeedsPlan plan)
    {
        var (most, kinds, isExact) = (int.MaxValue, 0, true);
        for (var need = 0; need < plan.Needs.Devices.Count; need++)
        {
            var kind = 1 << (int)plan.Needs.Devices[need].Kind;
            isExact &= (kinds & kind) == 0;
            kinds |= kind;
            most = Math.Min(most, Count(host, plan, need, numa: null));
        }

        return (most, isExact);
    }

    /// <summary>Guests that the devices of one NUMA node serve, of those that must be there.</summary>
    public static int RequiredOn(in HostView host, NeedsPlan plan, int numa)
    {
        var most = int.MaxValue;
        for (var need = 0; need < plan.Needs.Devices.Count; need++)
        {
            if (plan.Needs.Devices[need].Affinity == DeviceAffinity.Required) most = Math.Min(most, Count(host, plan, need, numa));
        }

        return most;
    }

    private static int Count(in HostView host, NeedsPlan plan, int need, int? numa)
    {
        var asked = plan.Needs.Devices[need];
        var slot = new DeviceSlot(need, asked.Thousandths, asked.Affinity);
        var (devices, suitable) = (host.Features.Devices, plan.Suitable(host, need));
        var room = host.DeviceRoom;
        Span<int> counts = stackalloc int[devices.Count];
        counts.Clear();
        var sum = 0;
        for (var device = 0; device < counts.Length; device++)
        {
            if ((suitable >> device & 1) == 0 || (numa is { } only && devices[device].NumaNode != only)) continue;
            counts[device] = room[device] / slot.Units(devices[device]);
            sum += counts[device];
        }

        return asked.Thousandths == 0 ? sum / asked.Count : SlotCount.OfParts(counts, asked.Count);
    }
}
