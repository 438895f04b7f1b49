using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Capacity;

/// <summary>What is left of huge pages, devices, bandwidth and keys. A column exists only when some host of the ledger has what it counts.</summary>
internal sealed class FeatureRooms
{
    private readonly int[]? _pages2M;
    private readonly int[]? _pages1G;
    private readonly ushort[]? _deviceUnits;
    private readonly int[]? _networkMbps;
    private readonly int[]? _keys;

    private readonly Inventory _inventory;

    /// <summary>Everything free; without columns, and for ever, when it stands for emptied hosts.</summary>
    public FeatureRooms(Inventory inventory, bool emptied)
    {
        _inventory = inventory;
        if (emptied) return;
        var (hosts, features) = (inventory.Hosts, inventory.Features);
        if (inventory.NumaNodes.Any(numa => numa.Pages2M > 0)) _pages2M = [.. inventory.NumaNodes.Select(numa => numa.Pages2M)];
        if (inventory.NumaNodes.Any(numa => numa.Pages1G > 0)) _pages1G = [.. inventory.NumaNodes.Select(numa => numa.Pages1G)];
        if (features.Devices > 0) _deviceUnits = [.. hosts.SelectMany(host => host.Features.Devices).Select(device => (ushort)device.Units)];
        if (hosts.Any(host => host.Features.NetworkMbps > 0)) _networkMbps = [.. hosts.Select(host => host.Features.NetworkMbps)];
        if (hosts.Any(host => host.Features.ConfidentialGuests > 0)) _keys = [.. hosts.Select(host => host.Features.ConfidentialGuests)];
    }

    /// <summary>Free huge pages of a NUMA node.</summary>
    public int Pages(int numa, PageSize size) => size switch
    {
        PageSize.Large2M => _pages2M?[numa] ?? _inventory.NumaNodes[numa].Pages2M,
        PageSize.Huge1G => _pages1G?[numa] ?? _inventory.NumaNodes[numa].Pages1G,
        _ => 0,
    };

    /// <summary>Free units of each device of a host.</summary>
    public ReadOnlySpan<ushort> DeviceUnits(int host)
    {
        var all = _inventory.Features.Units(host);
        return _deviceUnits is null ? all : _deviceUnits.AsSpan(_inventory.Features.DeviceStart(host), all.Length);
    }

    public int NetworkMbps(int host) => _networkMbps?[host] ?? _inventory.Features.Of(host).NetworkMbps;

    /// <summary>Memory-encryption keys not in use.</summary>
    public int Keys(int host) => _keys?[host] ?? _inventory.Features.Of(host).ConfidentialGuests;

    /// <summary>Takes pages; a negative number gives them back. Only what <see cref="Pages"/> says is there may be taken; so for all below.</summary>
    public void TakePages(int numa, PageSize size, int pages)
    {
        if (pages != 0) Column(size)![numa] -= pages;
    }

    public void TakeDevice(int device, int units) => _deviceUnits![device] = (ushort)(_deviceUnits[device] - units);

    public void TakeNetwork(int host, int mbps)
    {
        if (mbps != 0) _networkMbps![host] -= mbps;
    }

    public void TakeKeys(int host, int keys)
    {
        if (keys != 0) _keys![host] -= keys;
    }

    public bool IsSame(FeatureRooms other) => _pages2M.AsSpan().SequenceEqual(other._pages2M) && _pages1G.AsSpan().SequenceEqual(other._pages1G)
        && _deviceUnits.AsSpan().SequenceEqual(other._deviceUnits) && _networkMbps.AsSpan().SequenceEqual(other._networkMbps)
        && _keys.AsSpan().SequenceEqual(other._keys);

    private int[]? Column(PageSize size) => size switch
    {
        PageSize.Large2M => _pages2M,
        PageSize.Huge1G => _pages1G,
        _ => null,
    };
}
