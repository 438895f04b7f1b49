using System.Numerics;
using Cloud.Domain.Placement;

namespace Cloud.Scheduler.Capacity;

/// <summary>
/// The features of all hosts. Hosts with equal features are one class, so that a request asks each class once whether it will do, not each
/// host; a ledger of plain hosts has one class and no columns.
/// </summary>
internal sealed class FeatureTable
{
    /// <summary>Devices on a host with more NUMA nodes would make too many sets of NUMA nodes to try.</summary>
    public const int MaxNumaNodesWithDevices = 16;

    private readonly List<HostFeatures> _classes = [];
    private readonly List<ushort[]> _units = [];
    private readonly int[]? _class;
    private readonly int[]? _deviceStart;
    private readonly int[]? _functionStart;

    public FeatureTable(HostDescription[] hosts)
    {
        var known = new Dictionary<HostFeatures, int>();
        var classes = new int[hosts.Length];
        var (devices, functions) = (new int[hosts.Length + 1], new int[hosts.Length + 1]);
        for (var host = 0; host < hosts.Length; host++)
        {
            var features = hosts[host].Features;
            if (host > 0 && ReferenceEquals(features, hosts[host - 1].Features)) classes[host] = classes[host - 1];
            else classes[host] = Class(known, hosts[host]);
            devices[host + 1] = devices[host] + features.Devices.Count;
            functions[host + 1] = functions[host] + features.Devices.Sum(Words);
        }

        if (_classes.Count == 0) Add(HostFeatures.None);
        if (_classes.Count > 1) _class = classes;
        if (devices[^1] > 0) _deviceStart = devices;
        if (functions[^1] > 0) _functionStart = functions;
    }

    public int ClassCount => _classes.Count;

    /// <summary>Devices of all hosts.</summary>
    public int Devices => _deviceStart?[^1] ?? 0;

    /// <summary>Words of all virtual functions' bits.</summary>
    public int FunctionWords => _functionStart?[^1] ?? 0;

    public HostFeatures this[int featureClass] => _classes[featureClass];

    public int ClassOf(int host) => _class?[host] ?? 0;

    public HostFeatures Of(int host) => _classes[ClassOf(host)];

    /// <summary>Index of the host's first device in a column of devices.</summary>
    public int DeviceStart(int host) => _deviceStart?[host] ?? 0;

    /// <summary>What each device of a host has to give.</summary>
    public ReadOnlySpan<ushort> Units(int host) => _units[ClassOf(host)];

    /// <summary>Words of bits for the virtual functions of a device.</summary>
    public static int Words(HostDevice device) => (device.Functions + 63) / 64;

    /// <summary>First word of the functions of a host's device.</summary>
    public int FunctionStart(int host, int device)
    {
        var start = _functionStart?[host] ?? 0;
        var devices = Of(host).Devices;
        for (var before = 0; before < device; before++) start += Words(devices[before]);
        return start;
    }

    private int Class(Dictionary<HostFeatures, int> known, HostDescription host)
    {
        if (known.TryGetValue(host.Features, out var found)) return found;
        Check(host);
        known.Add(host.Features, _classes.Count);
        return Add(host.Features);
    }

    private int Add(HostFeatures features)
    {
        _classes.Add(features);
        _units.Add([.. features.Devices.Select(device => (ushort)device.Units)]);
        return _classes.Count - 1;
    }

    private static void Check(HostDescription host)
    {
        var features = host.Features;
        var names = features.Devices.Select(device => device.Name).Distinct(StringComparer.Ordinal).Count();
        if (names != features.Devices.Count || names > HostFeatures.MaxDevices || (names > 0 && host.NumaNodes.Count > MaxNumaNodesWithDevices))
            throw new ArgumentException($"Host '{host.Id}' has {features.Devices.Count} devices on {host.NumaNodes.Count} NUMA nodes.", nameof(host));
        if (features.NetworkMbps < 0 || features.ConfidentialGuests < 0 || features.Traits.Count > HostFeatures.MaxTraits)
            throw new ArgumentException($"Host '{host.Id}' has features out of range.", nameof(host));
        foreach (var device in features.Devices)
        {
            var functions = device.Kind == DeviceKind.Nic ? HostDevice.MaxFunctions : 0;
            if (device.NumaNode < 0 || device.NumaNode >= host.NumaNodes.Count || device.Functions < 0 || device.Functions > functions)
                throw new ArgumentException($"Host '{host.Id}' has a device out of range: {device}.", nameof(host));
        }
    }
}

/// <summary>Which virtual functions are taken: one bit each.</summary>
internal sealed class FunctionBits(FeatureTable features)
{
    private readonly ulong[] _words = new ulong[features.FunctionWords];

    public bool IsSet(int host, int device, int function) => (Word(host, device, function) >> (function % 64) & 1) != 0;

    public void Set(int host, int device, int function) => Word(host, device, function) |= 1UL << (function % 64);

    public void Clear(int host, int device, int function) => Word(host, device, function) &= ~(1UL << (function % 64));

    /// <summary>The free functions of lowest index, ascending. The caller knows that there are as many.</summary>
    public int[] LowestFree(int host, int device, int count)
    {
        var functions = new int[count];
        var start = features.FunctionStart(host, device);
        var found = 0;
        for (var word = 0; found < count; word++)
        {
            for (var free = ~_words[start + word]; free != 0 && found < count; free &= free - 1)
                functions[found++] = word * 64 + BitOperations.TrailingZeroCount(free);
        }

        return functions;
    }

    public bool IsSame(FunctionBits other) => _words.AsSpan().SequenceEqual(other._words);

    private ref ulong Word(int host, int device, int function) => ref _words[features.FunctionStart(host, device) + function / 64];
}
