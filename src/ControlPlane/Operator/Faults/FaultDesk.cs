using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Microsoft.Extensions.Logging;

namespace Cloud.ControlPlane.Operator.Faults;

/// <summary>
/// Which faults are in force, which were, and when they end. In memory on purpose: a restart heals everything, so that there is always a way
/// out of a world that somebody has broken. Every change is told to the injector as a whole, and logged with who did it.
/// </summary>
public sealed partial class FaultDesk(RegionDescription region, IFaultInjector injector, IIdSource ids, TimeProvider clock, ILogger<FaultDesk> log) : IDisposable
{
    /// <summary>Faults in force at the same time.</summary>
    public const int MaxActive = 64;

    /// <summary>Ended faults that are remembered; older ones are in the log.</summary>
    public const int MaxHistory = 500;

    private readonly Lock _gate = new();
    private readonly List<FaultRecord> _active = [];
    private readonly List<FaultRecord> _ended = [];
    private ITimer? _timer;

    /// <summary>Starts faults together, or none of them.</summary>
    public Outcome<IReadOnlyList<FaultRecord>> Inject(IReadOnlyList<InjectFault> asked, UserId by, string? drill)
    {
        lock (_gate)
        {
            Expire();
            if (asked.FirstOrDefault(one => !injector.Supported.Contains(one.Kind)) is { } strange) return NotSupported(strange.Kind);
            if (_active.Count + asked.Count > MaxActive)
                return new Problem(ProblemKind.InUse, $"{_active.Count} faults are in force; with {asked.Count} more there would be more than {MaxActive}. Heal some first.");
            var fresh = new List<FaultRecord>();
            foreach (var one in asked)
            {
                var hosts = region.Hosts.Where(host => Strikes(one.Target, host)).Select(host => host.Id).ToList();
                if (hosts.Count == 0) return Problem.Invalid(NoSuchTarget(one.Target));
                var now = clock.GetUtcNow();
                fresh.Add(new(new(ids.Next()), one.Kind, one.Target, hosts, one.Ask.Over(FaultParameters.DefaultOf(one.Kind)), drill, by, now,
                    one.DurationSeconds is { } seconds ? now.AddSeconds(seconds) : null));
            }

            _active.AddRange(fresh);
            foreach (var fault in fresh) LogInjected(log, fault.Id.Value, fault.Description, fault.Target.ToString(), fault.Hosts.Count, by.Value, fault.EndsAt);
            Tell();
            return fresh;
        }
    }

    /// <summary>Ends a fault; one that has ended already is only shown.</summary>
    public Outcome<Done> Heal(FaultId id, UserId by)
    {
        lock (_gate)
        {
            Expire();
            if (_active.Find(fault => fault.Id == id) is not { } fault)
                return _ended.Exists(old => old.Id == id) ? new Done() : Problem.NotFound("fault", id);
            End(fault with { EndedAt = clock.GetUtcNow(), End = FaultEnd.Healed, EndedBy = by });
            Tell();
            return new Done();
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<FaultRecord> List()
    {
        lock (_gate)
        {
            Expire();
            return [.. _active.Concat(_ended).OrderByDescending(fault => fault.StartedAt).ThenByDescending(fault => fault.Id.Value)];
        }
    }

    /// <summary>What is wrong now, host by host.</summary>
    public ILookup<HostId, FaultRecord> ByHost()
    {
        lock (_gate)
        {
            Expire();
            return _active.SelectMany(fault => fault.Hosts.Select(host => (host, fault))).ToLookup(pair => pair.host, pair => pair.fault);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private static bool Strikes(FaultTarget target, Domain.Placement.HostDescription host) =>
        (target.Host is null || target.Host == host.Id) && (target.Zone is null || target.Zone == host.Zone)
        && (target.Rack is null || string.Equals(target.Rack, host.Rack, StringComparison.Ordinal));

    private FieldError NoSuchTarget(FaultTarget target)
    {
        if (target.Host is { } host) return new("target.host", $"there is no host '{host}'", "a name from GET /api/v1/hosts");
        var zones = region.Zones.Select(zone => zone.Id.Value).ToList();
        if (target.Zone is { } zone && !zones.Contains(zone.Value, StringComparer.Ordinal)) return new("target.zone", $"there is no zone '{zone}'", string.Join(", ", zones));
        var racks = region.Hosts.Where(host => host.Zone == target.Zone).Select(host => host.Rack).Distinct(StringComparer.Ordinal).Take(20);
        return new("target.rack", $"there is no rack '{target.Rack}' in {target.Zone}", string.Join(", ", racks));
    }

    private Problem NotSupported(FaultKind kind) => new(ProblemKind.NotSupported, injector.Supported.Count == 0
        ? "The hosts of this region are machines and not models: no fault can be ordered."
        : $"The hosts of this region have no {kind.Name()}. Supported: {string.Join(", ", injector.Supported.Order().Select(FaultNames.Name))}.");

    /// <summary>Ends what is due. Whoever looks sees it ended, whenever the timer comes.</summary>
    private void Expire()
    {
        var now = clock.GetUtcNow();
        var due = _active.Where(fault => fault.EndsAt <= now).ToList();
        foreach (var fault in due) End(fault with { EndedAt = fault.EndsAt, End = FaultEnd.Expired });
        if (due.Count > 0) Tell();
    }

    private void End(FaultRecord ended)
    {
        _active.RemoveAll(fault => fault.Id == ended.Id);
        if (_ended.Count == MaxHistory) _ended.RemoveAt(0);
        _ended.Add(ended);
        LogEnded(log, ended.Id.Value, ended.Description, ended.Target.ToString(), ended.End?.ToString() ?? "", ended.EndedBy?.Value);
    }

    private void Tell()
    {
        injector.Set([.. _active.Select(fault => new ActiveFault(fault.Kind, fault.Hosts, fault.Parameters))]);
        _timer?.Dispose();
        _timer = _active.Min(fault => fault.EndsAt) is { } next ? clock.CreateTimer(_ => OnTime(), null, Until(next), Timeout.InfiniteTimeSpan) : null;
    }

    private TimeSpan Until(DateTimeOffset time) => time - clock.GetUtcNow() is var span && span > TimeSpan.Zero ? span + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;

    private void OnTime()
    {
        lock (_gate)
            Expire();
    }

    [LoggerMessage(1, LogLevel.Warning, "Fault {Fault} injected: {Description} on {Target} ({Hosts} hosts), by {User}, until {Until}.")]
    private static partial void LogInjected(ILogger log, Guid fault, string description, string target, int hosts, Guid user, DateTimeOffset? until);

    [LoggerMessage(2, LogLevel.Warning, "Fault {Fault} ended: {Description} on {Target}, {How}, by {User}.")]
    private static partial void LogEnded(ILogger log, Guid fault, string description, string target, string how, Guid? user);
}
