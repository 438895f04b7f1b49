using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Images;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Containers;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// One instance on one host: a small state machine between what the newest command wants and what the guest is doing. Every transition
/// starts from the state it finds, so commands may come twice, late or in the middle of a boot.
/// </summary>
internal sealed partial class SimulatedGuest(SimulatedHost host, EnsureInstance command) : IEventHandler
{
    private enum Doing
    {
        Off,
        Booting,
        On,
        ShuttingDown,
        Refused,

        /// <summary>A place held for a guest that comes from another host.</summary>
        Incoming,

        /// <summary>Handed over: it runs here again only if a newer command says so.</summary>
        Suspended,
    }

    private EnsureInstance _command = command;
    private Doing _doing = Doing.Refused;
    private int _rebootsDone = command.Reboots;
    private int _boots;
    private long _sinceNs;
    private BootPlan? _plan;
    private int _phase;
    private IReadOnlyList<PhaseTiming> _timeline = [];
    private string? _refusal;
    private EventHandle _pending;
    private long _pendingAtNs;

    public InstanceId Id => _command.Instance;

    public Generation Generation => _command.Generation;

    public ImageId Image => _command.Image;

    /// <summary>What the host's ledger holds for it, or null when refused.</summary>
    public HostPlacement? Held { get; private set; }

    /// <summary>Acts on a command that is not older than the newest one.</summary>
    public void Ensure(EnsureInstance command)
    {
        var news = command.Generation > _command.Generation || _doing is Doing.Refused;
        if (news)
        {
            Arrive();
            _command = command;
        }

        if (!Admit())
        {
            Say();
            return;
        }

        if (!Drive()) Say();
    }

    /// <summary>Stands here already, as the store says; nothing boots.</summary>
    public bool Adopt(bool running)
    {
        if (!Admit()) return false;
        _doing = running ? Doing.On : Doing.Off;
        _sinceNs = host.Loop.NowNs;
        return true;
    }

    /// <summary>Its host does everything that many times as slowly from now on, what is under way included.</summary>
    public void Slow(double times)
    {
        var at = host.Loop.NowNs + (long)((_pendingAtNs - host.Loop.NowNs) * times);
        if (host.Loop.IsPending(_pending) && host.Loop.Reschedule(_pending, at)) _pendingAtNs = at;
    }

    /// <summary>The power goes: whatever it did, it does no more. What it holds on the host stays.</summary>
    public void CutPower()
    {
        host.Loop.Cancel(_pending);
        if (_doing is not (Doing.Refused or Doing.Incoming or Doing.Suspended)) _doing = Doing.Off;
        LoseMemory();
    }

    /// <summary>The host is back: does what the last command said.</summary>
    public void PowerUp()
    {
        if (_doing is Doing.Off or Doing.Suspended && !Drive()) Say();
    }

    /// <summary>Takes it off the host for good.</summary>
    public void Destroy()
    {
        host.Loop.Cancel(_pending);
        EndMove();
        if (Held is { } held) host.Release(held);
        Held = null;
    }

    public void OnEvent(long a, long b)
    {
        if (_doing is Doing.ShuttingDown)
        {
            _doing = Doing.Off;
            if (!GoOnCold() && !Drive()) Say();
            return;
        }

        _phase++;
        if (_phase < _plan!.Count)
        {
            EnterPhase();
            return;
        }

        _timeline = _plan.Timeline(host.Clock);
        _plan = null;
        _doing = Doing.On;
        _sinceNs = host.Loop.NowNs;
        if (!Drive()) Say();
    }

    /// <summary>What the host knows of it as a container; null for another kind, and for one that it refused.</summary>
    public ContainerFact? AsContainer(Func<ImageId, ImageManifest> manifest) => _command.Kind is InstanceKind.Container && Held is { } held
        ? new(Id, manifest(_command.Image), _command.Shape, held, _command.Container ?? ContainerSettings.Default, _doing is Doing.On or Doing.ShuttingDown, _boots)
        : null;

    /// <summary>What the live model of the host needs to know of it; null while it does not run.</summary>
    public GuestFact? AsGuest() => _doing is Doing.On or Doing.ShuttingDown && Held is { } held
        ? new(Id, _command.Kind, _command.Image, _command.Shape, held, _command.Container is { VmIsolated: true }, _boots, _sinceNs)
        : null;

    /// <summary>The command that it runs by and how often it was started; null while it does not run.</summary>
    public RunningGuest? Running => _doing is Doing.On or Doing.ShuttingDown ? new(_command, _boots) : null;

    public HeldInstance Look() => new(host.Id, Id, Generation, Observed, _rebootsDone, _boots, Held) { IsAlive = IsAlive };

    private ObservedPower Observed => _doing switch
    {
        Doing.Off => IsWaitingForLease ? ObservedPower.Booting : ObservedPower.Stopped,
        Doing.Booting => ObservedPower.Booting,
        Doing.On => ObservedPower.Running,
        Doing.ShuttingDown => ObservedPower.ShuttingDown,
        Doing.Refused => ObservedPower.Failed,
        Doing.Incoming => ObservedPower.Incoming,
        Doing.Suspended => ObservedPower.Suspended,
    };

    /// <summary>Starts the next step towards what is wanted; false when nothing is left to do. A step speaks for itself.</summary>
    private bool Drive()
    {
        // A guest that is not up will come up as fresh as a reboot could make it.
        if (_doing is not Doing.On) _rebootsDone = Math.Max(_rebootsDone, _command.Reboots);
        switch (_doing, _command.Power)
        {
            case (Doing.Suspended, _) when _out is null:
                Resume();
                return false;
            case (Doing.Off, DesiredPower.Running) when _stream is not null:
                return false;
            case (Doing.Off, DesiredPower.Running) when !host.MayRun:
                host.WantsLease();
                return false;
            case (Doing.Off, DesiredPower.Running):
                Boot();
                return true;
            case (Doing.Booting, DesiredPower.Stopped):
                host.Loop.Cancel(_pending);
                _doing = Doing.Off;
                return false;
            case (Doing.On, DesiredPower.Running) when _rebootsDone < _command.Reboots:
            case (Doing.On, DesiredPower.Stopped):
                ShutDown();
                return true;
            default:
                return false;
        }
    }

    private void Boot()
    {
        _boots++;
        host.Counters.Boots++;
        var random = host.RandomOf(Id, _boots);
        _plan = new(BootPath.Of(_command.Kind), host.FetchNs(_command.Image, random), random, host.Options.BootSigma);
        _timeline = [];
        _phase = 0;
        _doing = Doing.Booting;
        EnterPhase();
    }

    private void EnterPhase()
    {
        Pend(_plan!.DurationNs(_phase));
        Say();
    }

    private void ShutDown()
    {
        _doing = Doing.ShuttingDown;
        var random = host.RandomOf(Id, -_boots);
        var ns = BootPlan.DrawNs(BootPath.Of(_command.Kind).ShutdownMedianMs, random, host.Options.BootSigma);
        Pend(ns);
        Say();
    }

    private void Pend(long ns)
    {
        _pendingAtNs = host.Loop.NowNs + (long)(ns * host.Slowness);
        _pending = host.Loop.Schedule(_pendingAtNs, this);
    }

    /// <summary>Makes sure the host's ledger holds exactly the commanded placement; false when it does not fit, and what was held stays.</summary>
    private bool Admit()
    {
        if (Held is not null && Held.IsSame(_command.Placement))
        {
            _refusal = null;
            return true;
        }

        var before = Held;
        if (before is not null) host.Release(before);
        if (host.TryTake(_command.Placement, out _refusal))
        {
            Held = _command.Placement;
            if (before is null) _doing = Doing.Off;
            return true;
        }

        if (before is not null) host.Take(before);
        else _doing = Doing.Refused;
        return false;
    }

    private void Say()
    {
        var refused = _refusal is not null;
        host.Report(new(
            host.Id,
            Id,
            Generation,
            refused ? ObservedPower.Failed : Observed,
            refused || _doing is Doing.ShuttingDown || IsWaitingForLease ? 0 : _doing is Doing.Booting ? _plan!.PercentBefore(_phase) : 100,
            _doing is Doing.Booting ? _plan!.Name(_phase) : IsWaitingForLease ? "lease" : null,
            _doing is Doing.On ? _timeline : [],
            _refusal)
        { Migration = _progress });
    }
}
