using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Capacity;

/// <summary>The ledger's part for what is held of a host as a whole: devices to the virtual function, bandwidth, keys.</summary>
internal sealed class ExtrasBook(FeatureTable features, FeatureRooms now, FeatureRooms emptied)
{
    private readonly FunctionBits _functions = new(features);

    /// <summary>Whether exactly this is free on the host.</summary>
    public bool Fits(int host, PlacementExtras extras)
    {
        if (!IsWellFormed(host, extras) || extras.NetworkMbps > now.NetworkMbps(host) || (extras.ConfidentialKey && now.Keys(host) == 0)) return false;
        foreach (var claim in extras.Devices)
        {
            var device = IndexOf(host, claim.Device);
            if (claim.Units > Free(now, host, device)) return false;
            foreach (var function in claim.Functions)
            {
                if (_functions.IsSet(host, device, function)) return false;
            }
        }

        return true;
    }

    /// <summary>Whether the host has given away at least this.</summary>
    public bool Holds(int host, PlacementExtras extras)
    {
        if (!IsWellFormed(host, extras) || extras.NetworkMbps > emptied.NetworkMbps(host) - now.NetworkMbps(host)) return false;
        if (extras.ConfidentialKey && now.Keys(host) == emptied.Keys(host)) return false;
        foreach (var claim in extras.Devices)
        {
            var device = IndexOf(host, claim.Device);
            if (claim.Units > Free(emptied, host, device) - Free(now, host, device)) return false;
            foreach (var function in claim.Functions)
            {
                if (!_functions.IsSet(host, device, function)) return false;
            }
        }

        return true;
    }

    public void Take(int host, PlacementExtras extras)
    {
        now.TakeNetwork(host, extras.NetworkMbps);
        now.TakeKeys(host, extras.ConfidentialKey ? 1 : 0);
        foreach (var claim in extras.Devices)
        {
            var device = IndexOf(host, claim.Device);
            now.TakeDevice(features.DeviceStart(host) + device, claim.Units);
            foreach (var function in claim.Functions) _functions.Set(host, device, function);
        }
    }

    public void Release(int host, PlacementExtras extras)
    {
        now.TakeNetwork(host, -extras.NetworkMbps);
        now.TakeKeys(host, extras.ConfidentialKey ? -1 : 0);
        foreach (var claim in extras.Devices)
        {
            var device = IndexOf(host, claim.Device);
            now.TakeDevice(features.DeviceStart(host) + device, -claim.Units);
            foreach (var function in claim.Functions) _functions.Clear(host, device, function);
        }
    }

    /// <summary>The free virtual functions of lowest index of a device.</summary>
    public int[] FunctionsFor(int host, int device, int count) => _functions.LowestFree(host, device, count);

    public bool IsSame(ExtrasBook other) => _functions.IsSame(other._functions);

    private static int Free(FeatureRooms rooms, int host, int device) => rooms.DeviceUnits(host)[device];

    private int IndexOf(int host, string name)
    {
        var devices = features.Of(host).Devices;
        for (var device = 0; device < devices.Count; device++)
        {
            if (string.Equals(devices[device].Name, name, StringComparison.Ordinal)) return device;
        }

        return -1;
    }

    private bool IsWellFormed(int host, PlacementExtras extras)
    {
        if (extras.NetworkMbps < 0) return false;
        var previous = -1;
        foreach (var claim in extras.Devices)
        {
            var index = IndexOf(host, claim.Device);
            if (index <= previous || !IsWellFormed(features.Of(host).Devices[index], claim)) return false;
            previous = index;
        }

        return true;
    }

    private static bool IsWellFormed(HostDevice device, DeviceClaim claim)
    {
        if (claim.Units < 1 || claim.Units > device.Units) return false;
        if (claim.Functions.Count != (device.Kind == DeviceKind.Nic ? claim.Units : 0)) return false;
        var previous = -1;
        foreach (var function in claim.Functions)
        {
            if (function <= previous || function >= device.Functions) return false;
            previous = function;
        }

        return true;
    }
}
