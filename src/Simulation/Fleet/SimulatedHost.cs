using System.Buffers.Binary;
using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Hardware;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Capacity;
using Cloud.Simulation.Engine;
using Cloud.Simulation.Fleet.Faults;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// A host that speaks the host protocol. It keeps its own ledger and admits by it, whatever the control plane believes: a placement that
/// does not fit is refused with a reason. Commands are idempotent; one older than what the host acts on is ignored.
/// </summary>
internal sealed partial class SimulatedHost
{
    /// <summary>
    /// How long a removed instance is remembered, so that a late command does not bring it back: longer than any message travels, also by the
    /// fastest oscillator. By the time of day it would be forgotten when somebody sets the clock.
    /// </summary>
    private const long RememberNs = (long)(HostClock.RateMax * 1.5 * LinkFaults.DelayMsLimit * 1e6);

    /// <summary>Most removed instances remembered; beyond it the oldest are forgotten, and the control plane removes what comes back.</summary>
    private const int RememberMax = 16_384;

    private readonly HostDescription _description;
    private readonly CapacityLedger _ledger;
    private readonly Action<HostReport> _say;
    private readonly SimRandom _random;
    private readonly double _nicGbitPerSecond;
    private readonly Dictionary<InstanceId, SimulatedGuest> _guests = [];
    private readonly Dictionary<InstanceId, Generation> _removed = [];
    private readonly Queue<(InstanceId Instance, long UntilNs)> _removedOrder = new();
    private readonly Dictionary<ImageId, long> _imageReadyNs = [];
    private long _nicFreeNs;

    public SimulatedHost(
        HostDescription description, IReadOnlyDictionary<string, PoolPolicy> pools, EventLoop loop, FleetOptions options,
        FleetCounters counters, SimRandom root, MigrationNetwork network, Action<HostReport> say)
    {
        Id = description.Id;
        _description = description;
        Loop = loop;
        Clock = new(loop);
        Options = options;
        Counters = counters;
        _say = say;
        Network = network;
        _random = root.Split(Id.Value);
        _ledger = new([description], pools);
        var nics = HardwareProfiles.Find(description.Profile)?.Pcie.Nics;
        _expiry = new(this);
        _nicGbitPerSecond = nics is { Count: > 0 } ? nics[0].GbitPerSecond : ImageFetch.DefaultNicGbitPerSecond;
    }

    public HostId Id { get; }

    public EventLoop Loop { get; }

    /// <summary>What it believes the time to be.</summary>
    public HostClock Clock { get; }

    public FleetOptions Options { get; }

    public FleetCounters Counters { get; }

    public bool IsCrashed { get; private set; }

    /// <summary>While its disk is full, the host takes nothing new.</summary>
    public bool IsDiskFull { get; set; }

    /// <summary>How many times as long as it should everything takes, 1 or more.</summary>
    public double Slowness { get; private set; } = 1;

    public HostUse Use => _ledger.Use(Id);

    public IEnumerable<HeldInstance> Held => _guests.Values.OrderBy(guest => guest.Id).Select(guest => guest.Look());

    public void Take(HostCommand command)
    {
        if (IsCrashed) return;
        Forget();
        switch (command)
        {
            case EnsureInstance ensure:
                Ensure(ensure);
                break;
            case RemoveInstance remove:
                Remove(remove);
                break;
            case PrepareIncoming prepare:
                Prepare(prepare);
                break;
            case MigrateOut migrate:
                HandOver(migrate);
                break;
            case RenewLease lease:
                Renew(lease);
                break;
            default:
                throw new ArgumentException($"A host does not know {command.GetType().Name}.", nameof(command));
        }
    }

    /// <summary>Puts an instance in place as it was before this process began; false when it does not fit.</summary>
    public bool Adopt(EnsureInstance held, bool running)
    {
        Stirred?.Invoke();
        if (Options.RequireLease) HoldLease(Loop.NowNs + Options.AdoptedLeaseNs);
        var guest = new SimulatedGuest(this, held);
        _guests[held.Instance] = guest;
        _imageReadyNs.TryAdd(held.Image, Loop.NowNs);
        return guest.Adopt(running);
    }

    public void SlowBy(double factor)
    {
        if (!(factor is >= 1 and <= 1_000)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "A host is 1 to 1,000 times as slow.");
        var times = factor / Slowness;
        Slowness = factor;
        foreach (var guest in _guests.Values.OrderBy(guest => guest.Id)) guest.Slow(times);
    }

    public void Crash()
    {
        IsCrashed = true;
        Stirred?.Invoke();
        DropLease();
        foreach (var guest in _guests.Values) guest.CutPower();
    }

    public void Restore()
    {
        if (!IsCrashed) return;
        IsCrashed = false;
        Stirred?.Invoke();
        _poweredUpNs = Loop.NowNs;
        if (Options.RequireLease) Beat();
        foreach (var guest in _guests.Values.OrderBy(guest => guest.Id).ToList()) guest.PowerUp();
    }

    /// <summary>Something else is wrong with it from now on.</summary>
    public void Suffer(HostCondition before, HostCondition now)
    {
        if (before.Slowness.CompareTo(now.Slowness) != 0) SlowBy(now.Slowness);
        if (before.IsDiskFull != now.IsDiskFull) IsDiskFull = now.IsDiskFull;
        if ((before.ClockRate, before.ClockOffsetSeconds) != (now.ClockRate, now.ClockOffsetSeconds)) Clock.Set(now.ClockRate, now.ClockOffsetSeconds);
        if (before.HasNoPower == now.HasNoPower) return;
        if (now.HasNoPower) Crash();
        else Restore();
    }

    public void Report(HostReport report)
    {
        Stirred?.Invoke();
        _say(report);
    }

    public bool TryTake(HostPlacement placement, out string? refusal)
    {
        if (IsDiskFull)
        {
            Counters.Refusals++;
            refusal = $"{Id} does not take it: its disk is full.";
            return false;
        }

        if (_ledger.Fits(placement))
        {
            refusal = null;
            Take(placement);
            return true;
        }

        Counters.Refusals++;
        refusal = $"{Id} does not take it: {Admission.Explain(Use, placement)}.";
        return false;
    }

    public void Take(HostPlacement placement)
    {
        Counters.LedgerChanges++;
        _ledger.Take(placement);
    }

    public void Release(HostPlacement placement)
    {
        Counters.LedgerChanges++;
        _ledger.Release(placement);
    }

    /// <summary>The generator of one boot: by host, instance and count, so that nothing else moves it.</summary>
    public SimRandom RandomOf(InstanceId instance, int boot)
    {
        Span<byte> bytes = stackalloc byte[16];
        instance.Value.TryWriteBytes(bytes);
        return _random.Split("guest", BinaryPrimitives.ReadInt64LittleEndian(bytes))
            .Split("boot", BinaryPrimitives.ReadInt64LittleEndian(bytes[8..])).Split("count", boot);
    }

    /// <summary>Nanoseconds until the host holds an image: 0 when it does; the first use fetches it, one fetch after another over the card.</summary>
    public long FetchNs(ImageId image, SimRandom random)
    {
        if (!_imageReadyNs.TryGetValue(image, out var readyNs))
        {
            var medianMs = ImageFetch.MedianMs(Options.ImageSizeMib(image) ?? ImageFetch.DefaultSizeMib, _nicGbitPerSecond);
            readyNs = Math.Max(Loop.NowNs, _nicFreeNs) + BootPlan.DrawNs(medianMs, random, Options.BootSigma);
            _imageReadyNs[image] = _nicFreeNs = readyNs;
        }

        return Math.Max(0, readyNs - Loop.NowNs);
    }

    private void Ensure(EnsureInstance ensure)
    {
        if (_guests.TryGetValue(ensure.Instance, out var guest))
        {
            if (ensure.Generation >= guest.Generation) guest.Ensure(ensure);
            return;
        }

        if (_removed.TryGetValue(ensure.Instance, out var removed) && ensure.Generation <= removed) return;
        guest = new(this, ensure);
        _guests.Add(ensure.Instance, guest);
        guest.Ensure(ensure);
    }

    private void Remove(RemoveInstance remove)
    {
        if (_guests.TryGetValue(remove.Instance, out var guest))
        {
            if (remove.Generation < guest.Generation) return;
            guest.Destroy();
            _guests.Remove(remove.Instance);
        }

        if (!_removed.TryGetValue(remove.Instance, out var known))
        {
            _removedOrder.Enqueue((remove.Instance, Clock.UptimeNs + RememberNs));
            _removed.Add(remove.Instance, remove.Generation);
        }
        else if (remove.Generation > known)
        {
            _removed[remove.Instance] = remove.Generation;
        }

        Report(new(Id, remove.Instance, remove.Generation, ObservedPower.Absent, 100, null, [], null));
    }

    private void Forget()
    {
        while (_removedOrder.TryPeek(out var oldest) && (oldest.UntilNs <= Clock.UptimeNs || _removedOrder.Count > RememberMax))
        {
            _removedOrder.Dequeue();
            _removed.Remove(oldest.Instance);
        }
    }
}
