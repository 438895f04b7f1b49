using System.Numerics;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Numa;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Scheduler.Needs;

/// <summary>
/// Gives each device slot of a request a device: a largest matching by augmenting paths, so that a slot that could go anywhere makes way for
/// one that cannot. A card takes as many slots as it has free functions, any other device one. Exact, hence monotone in what is free.
/// </summary>
/// <remarks>Source: Kuhn's algorithm for bipartite matching; at most 64 slots and 64 devices.</remarks>
internal readonly ref struct DeviceMatcher
{
    private readonly NeedsPlan _plan;
    private readonly HostView _host;
    private readonly ulong _numaNodes;
    private readonly PlacementAsk _ask;
    private readonly PlacementProfile? _profile;
    private readonly Span<sbyte> _deviceOf;
    private readonly Span<ushort> _used;

    /// <param name="host">The host.</param>
    /// <param name="ask">The request.</param>
    /// <param name="numaNodes">The NUMA nodes that the guest would have, a bit each.</param>
    /// <param name="deviceOf">Filled with the device of each slot, -1 for none.</param>
    /// <param name="used">Room for a number by device.</param>
    /// <param name="profile">Says which of several devices is better; null when any will do.</param>
    public DeviceMatcher(in HostView host, PlacementAsk ask, ulong numaNodes, Span<sbyte> deviceOf, Span<ushort> used, PlacementProfile? profile = null)
    {
        (_host, _ask, _plan, _numaNodes, _profile) = (host, ask, ask.Plan!, numaNodes, profile);
        _deviceOf = deviceOf;
        _used = used;
    }

    /// <summary>Matches as many slots as possible; returns how many.</summary>
    public int Match()
    {
        _deviceOf.Fill(-1);
        _used.Clear();
        var matched = 0;
        for (var slot = 0; slot < _deviceOf.Length; slot++)
        {
            var visited = 0UL;
            if (Assign(slot, ref visited)) matched++;
        }

        return matched;
    }

    /// <summary>Of the matched slots that would rather be on a NUMA node of the guest, those that are not.</summary>
    public int Remote()
    {
        var devices = _host.Features.Devices;
        var remote = 0;
        for (var slot = 0; slot < _deviceOf.Length; slot++)
        {
            if (_deviceOf[slot] >= 0 && _plan.Slots[slot].Affinity == DeviceAffinity.Preferred && !IsLocal(devices[_deviceOf[slot]])) remote++;
        }

        return remote;
    }

    private bool Assign(int slot, ref ulong visited)
    {
        var candidates = Candidates(slot);
        while ((candidates & ~visited) is var left && left != 0)
        {
            var device = Preferred(slot, left);
            visited |= 1UL << device;
            if (_used[device] < Most(slot, device) || MakeWay(device, ref visited))
            {
                _used[device]++;
                _deviceOf[slot] = (sbyte)device;
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves a slot of a full device to another one.</summary>
    private bool MakeWay(int device, ref ulong visited)
    {
        for (var slot = 0; slot < _deviceOf.Length; slot++)
        {
            if (_deviceOf[slot] != device || !Assign(slot, ref visited)) continue;
            _used[device]--;
            return true;
        }

        return false;
    }

    private int Most(int slot, int device) => _plan.Slots[slot].Thousandths == 0 ? _host.DeviceRoom[device] : 1;

    private ulong Candidates(int slot)
    {
        var (asked, devices) = (_plan.Slots[slot], _host.Features.Devices);
        var room = _host.DeviceRoom;
        var candidates = 0UL;
        for (var left = _plan.Suitable(_host, asked.Need); left != 0; left &= left - 1)
        {
            var device = BitOperations.TrailingZeroCount(left);
            if (room[device] < asked.Units(devices[device]) || (asked.Affinity == DeviceAffinity.Required && !IsLocal(devices[device]))) continue;
            candidates |= 1UL << device;
        }

        return candidates;
    }

    /// <summary>The device that is tried first: a local one, then as the profile has it, then the lowest.</summary>
    private int Preferred(int slot, ulong candidates)
    {
        var devices = _host.Features.Devices;
        var (best, bestLocal, bestScore) = (-1, false, 0.0);
        for (var left = candidates; left != 0; left &= left - 1)
        {
            var device = BitOperations.TrailingZeroCount(left);
            var local = _plan.Slots[slot].Affinity != DeviceAffinity.Preferred || IsLocal(devices[device]);
            var score = Score(slot, device);
            if (best >= 0 && (bestLocal && !local || (bestLocal == local && score <= bestScore))) continue;
            (best, bestLocal, bestScore) = (device, local, score);
        }

        return best;
    }

    private double Score(int slot, int device)
    {
        if (_profile is null) return 0;
        var units = _plan.Slots[slot].Units(_host.Features.Devices[device]);
        if (_profile.DeviceScorer is { } scorer) return scorer.Score(_host, _ask, device, units);
        return _profile.NumaPreference switch
        {
            NumaPreference.Tightest => -_host.DeviceRoom[device],
            NumaPreference.Freest => _host.DeviceRoom[device],
            NumaPreference.Lowest => 0,
        };
    }

    private bool IsLocal(HostDevice device) => (_numaNodes >> device.NumaNode & 1) != 0;
}

/// <summary>
/// An opinion on the devices of the chosen host that have room: larger is better, in any unit; ties go to the lowest index. Pure and
/// stateless. A profile without one follows its <see cref="NumaPreference"/>: least left over, or most.
/// </summary>
public interface IDeviceScorer
{
    /// <summary>Stable name.</summary>
    string Name { get; }

    /// <param name="host">The host.</param>
    /// <param name="ask">The request.</param>
    /// <param name="device">Index of a device that has room.</param>
    /// <param name="units">What it would give: virtual functions of a network card, thousandths of anything else.</param>
    /// <returns>A finite number.</returns>
    double Score(in HostView host, PlacementAsk ask, int device, int units);
}
