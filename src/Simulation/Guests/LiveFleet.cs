using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Hardware;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Guests;

/// <summary>
/// Every running guest of every host, tick by tick: guests ask, the fluid model answers, telemetry is told what changed, and each host reports
/// what was used. Hosts take turns, so that a tick has as much to do as any other. Hosts of an unknown hardware profile are not measured.
/// </summary>
internal sealed class LiveFleet : IEventHandler
{
    private readonly EventLoop _loop;
    private readonly LiveOptions _options;
    private readonly Action<HostUsage> _say;
    private readonly FluidFleet _fluid = new();
    private readonly LiveHost?[] _hosts;
    private readonly List<LiveHost> _busy = [];
    private readonly SortedDictionary<int, SimulatedHost> _changed = [];
    private readonly Telling? _telling;
    private readonly double _startSeconds;
    private readonly long _tickNs;
    private readonly long _beganNs;
    private long _ticks;

    public LiveFleet(
        EventLoop loop, IReadOnlyList<HostDescription> hosts, IReadOnlyDictionary<string, PoolPolicy> pools, LiveOptions options, Action<HostUsage> say)
    {
        if (!(options.TickSeconds is > 0 and < 1e6)) throw new ArgumentOutOfRangeException(nameof(options), options.TickSeconds, "A tick takes more than 0 seconds.");
        (_loop, _options, _say, _beganNs) = (loop, options, say, loop.NowNs);
        _startSeconds = (options.Start - DateTimeOffset.UnixEpoch).TotalSeconds;
        _tickNs = (long)(options.TickSeconds * 1e9);
        _hosts = new LiveHost?[hosts.Count];
        var platforms = new Dictionary<(string, string, bool), FluidPlatform?>();
        for (var i = 0; i < hosts.Count; i++)
        {
            var shares = pools[hosts[i].Pool].MemoryRatio > 1;
            var key = (hosts[i].Profile, hosts[i].NumaMode, shares);
            if (!platforms.TryGetValue(key, out var platform)) platforms.Add(key, platform = PlatformOf(hosts[i], shares));
            if (platform is not null && platform.NumaNodes == hosts[i].NumaNodes.Count) _hosts[i] = new(hosts[i].Id, i, _fluid.AddHost(platform));
        }

        if (options.Telemetry is { } sink) _telling = new(sink);
        loop.Schedule(loop.NowNs + _tickNs, this);
    }

    /// <summary>World time, seconds since 1970.</summary>
    private double Now => _startSeconds + (_loop.NowNs / 1e9);

    /// <summary>World time of the end of the last tick: up to here it is known what happened.</summary>
    private double SettledAt => _startSeconds + ((_beganNs + (_ticks * _tickNs)) / 1e9);

    /// <summary>The control groups of a host; null when it is not measured.</summary>
    public LiveMeters? MetersOf(int host) => _hosts[host] is { } live ? new(live, () => SettledAt) : null;

    /// <summary>Hosts that the last tick solved.</summary>
    public int Solved => _fluid.Solved;

    /// <summary>A host's guests in the fluid model, for readers on the fleet's thread; null when it is not measured.</summary>
    public LiveHost? Find(int host) => _hosts[host];

    /// <summary>Something on a host may have changed; looked at in the next tick.</summary>
    public void Changed(int index, SimulatedHost host) => _changed[index] = host;

    public void OnEvent(long a, long b)
    {
        // What is solved now holds for the tick that ends now.
        var now = Now;
        var began = now - _options.TickSeconds;
        _ticks++;
        foreach (var (index, host) in _changed) Follow(index, [.. host.Running], host.IsCrashed, began);
        _changed.Clear();
        var turns = Turns(WorkloadCourse.IntervalSeconds);
        foreach (var host in _busy)
        {
            if (IsTurn(host, turns)) host.Refresh(now);
            if (host.Fluid.Dirty) host.Settle(began);
        }

        _telling?.Note(_hosts);
        _fluid.Tick(_options.TickSeconds);
        _telling?.Tell(_options.Start.AddTicks(_loop.NowNs / 100), _options.TickSeconds);
        var reports = Turns(_options.UsageSeconds);
        foreach (var host in _busy)
            if (IsTurn(host, reports)) _say(host.Report(now));
        _loop.Schedule(_loop.NowNs + _tickNs, this);
    }

    private void Follow(int index, IReadOnlyList<RunningGuest> running, bool isDown, double now)
    {
        if (_hosts[index] is not { } host) return;
        var (wasBusy, wasDown) = (host.Guests.Length > 0, host.IsDown);
        host.Follow(running, isDown, now, _options.Recording);
        if (wasDown != isDown) _telling?.Turned(host);
        if (wasBusy == host.Guests.Length > 0) return;
        var at = _busy.FindIndex(other => other.Index >= index);
        if (wasBusy) _busy.RemoveAt(at);
        else _busy.Insert(at < 0 ? _busy.Count : at, host);
    }

    private int Turns(double seconds) => Math.Max(1, (int)Math.Round(seconds / _options.TickSeconds));

    private bool IsTurn(LiveHost host, int turns) => (_ticks + host.Index) % turns == 0;

    private static FluidPlatform? PlatformOf(HostDescription host, bool shares)
    {
        if (HardwareProfiles.Find(host.Profile) is not { } profile) return null;
        var mode = profile.NumaModes.FirstOrDefault(mode => string.Equals(mode.Name, host.NumaMode, StringComparison.Ordinal));
        return mode is null ? null : new(profile, mode, new FluidOptions { SharesPages = shares });
    }
}
