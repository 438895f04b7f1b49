using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Hardware.Costs.Migration;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// A guest that goes or comes. What decides who may run it is on the host's disk and survives its death: a source that has handed over stays
/// handed over, a destination runs nothing before it is told to. Memory is not: it is gone with the power.
/// </summary>
internal sealed partial class SimulatedGuest
{
    /// <summary>How much a guest writes, MiB/s for each vCPU, the median of guests. Source: engineering estimate [E].</summary>
    private const double DirtyMibPerSecondAndVcpu = 2;

    /// <summary>Shape of the log-normal of writing: a few guests write a hundred times as much as most. Source: engineering estimate [E].</summary>
    private const double DirtySigma = 1.5;

    /// <summary>Share of its touched memory that a guest writes to. Source: engineering estimate [E].</summary>
    private const double WorkingShare = 0.25;

    private MigrateOut? _out;
    private MigrationStream? _stream;
    private MigrationProgress? _progress;
    private bool _memoryIsHere;
    private bool _hadMemory;

    /// <summary>Whether it holds a place for this generation and waits for what comes.</summary>
    public bool IsIncoming(Generation generation) => _doing is Doing.Incoming && Generation == generation && _refusal is null;

    /// <summary>Whether it runs.</summary>
    public bool IsOn => _doing is Doing.On;

    /// <summary>Whether it executes instructions.</summary>
    public bool IsAlive => _doing is Doing.Booting or Doing.On or Doing.ShuttingDown;

    /// <summary>Memory, MiB, that a migration has to send at least once.</summary>
    public double TouchedMib => _command.Shape.MemoryMib * (1 - MigrationConstants.ZeroPages);

    /// <summary>The part of it that it writes to, MiB.</summary>
    public double WorkingMib => TouchedMib * WorkingShare;

    /// <summary>Size of the local disk, MiB.</summary>
    public double DiskMib => _command.Shape.DiskGib * 1024.0;

    /// <summary>How fast it writes, MiB/s.</summary>
    public double DirtyMibPerSecond => host.Options.DirtyMibPerSecond(Id)
        ?? host.RandomOf(Id, 0).LogNormal(PortableMath.Log(DirtyMibPerSecondAndVcpu * _command.Shape.Vcpus), DirtySigma);

    private bool IsWaitingForLease => _doing is Doing.Off && _command.Power is DesiredPower.Running && _out is null && !host.MayRun;

    /// <summary>The destination's part: holds the place and says how far it is.</summary>
    public void Prepare(PrepareIncoming prepare)
    {
        if (prepare.Generation > Generation || _doing is Doing.Refused)
        {
            EndMove();
            host.Loop.Cancel(_pending);
            _command = prepare.Held;
            if (Admit()) (_doing, _progress, _memoryIsHere, _hadMemory) = (Doing.Incoming, new(MigrationPhase.Prepared), false, false);
        }

        Say();
    }

    /// <summary>The source's part: begins, once; asked again it says how far it is.</summary>
    public void HandOver(MigrateOut migrate)
    {
        if (migrate.Generation == Generation && _out is not null)
        {
            Say();
            return;
        }

        EndMove();
        _command = _command with { Generation = migrate.Generation };
        _out = migrate;
        if (migrate.Options.Mode is not MigrationMode.Cold)
        {
            if (_doing is Doing.On) Stream();
            else Fail("the guest is not running");
            return;
        }

        if (_doing is Doing.On)
        {
            _progress = new(MigrationPhase.Stopping);
            ShutDown();
        }
        else if (_doing is Doing.Off) Stream();
        else Fail("the guest is neither running nor stopped");
    }

    /// <summary>How far its stream is.</summary>
    public void Tell(MigrationProgress progress)
    {
        _progress = progress;
        Say();
    }

    /// <summary>A stream reaches it.</summary>
    public void Attach(MigrationStream stream) => _stream = stream;

    /// <summary>The guest stands still for the last of its memory.</summary>
    public void Pause()
    {
        host.Stirred?.Invoke();
        (_doing, _memoryIsHere) = (Doing.Suspended, true);
    }

    /// <summary>All is sent: from here on it is the other host's, unless a newer command says otherwise. That is on disk before it is said.</summary>
    public void HandedOver(MigrationProgress progress)
    {
        _doing = Doing.Suspended;
        Tell(progress);
    }

    /// <summary>All has come; memory too, unless the guest was stopped for the journey.</summary>
    public void Received(MigrationProgress progress, bool withMemory)
    {
        (_memoryIsHere, _hadMemory) = (withMemory, withMemory);
        Tell(progress);
    }

    /// <summary>The stream has ended in failure: a source goes on as before, a destination goes on waiting.</summary>
    public void Fail(string reason)
    {
        _stream = null;
        if (_doing is Doing.Incoming)
        {
            (_progress, _memoryIsHere) = (new(MigrationPhase.Prepared), false);
            return;
        }

        _progress = (_progress ?? new(MigrationPhase.Failed)) with { Phase = MigrationPhase.Failed, Failure = reason };
        if (_doing is Doing.Suspended) _doing = _memoryIsHere ? Doing.On : Doing.Off;
        if (!host.IsCrashed && !Drive()) Say();
    }

    /// <summary>Memory that was to follow does not come any more: the guest is lost, and says so while it begins anew.</summary>
    public void LosePulled(string reason)
    {
        _stream = null;
        _doing = Doing.Off;
        _progress = new(MigrationPhase.Failed) { IsPostCopy = true, Failure = reason };
        if (!host.IsCrashed && !Drive()) Say();
    }

    /// <summary>All memory has followed.</summary>
    public void Pulled(MigrationProgress progress)
    {
        _stream = null;
        Tell(progress);
    }

    /// <summary>A newer command decides what a guest that stood between two hosts is.</summary>
    private void Arrive()
    {
        if (_doing is Doing.Incoming)
        {
            _doing = Doing.Suspended;
            if (_progress is not { Phase: MigrationPhase.Received }) EndMove();
        }
        else
        {
            EndMove();
        }
    }

    /// <summary>It stood still and has been told what to be: it goes on where it stopped, if its memory is here and it may.</summary>
    private void Resume()
    {
        if (_command.Power is DesiredPower.Running && !host.MayRun)
        {
            host.WantsLease();
            return;
        }

        var (stream, arrived) = (_stream, _progress);
        (_stream, _progress) = (null, null);
        if (_command.Power is DesiredPower.Running && _memoryIsHere)
        {
            (_doing, _sinceNs) = (Doing.On, host.Loop.NowNs);
            if (arrived is null) return;
            _progress = arrived with { Phase = MigrationPhase.Finished, DowntimeMs = stream?.StillMs };
            if (arrived.IsPostCopy) stream?.Pull();
            return;
        }

        _doing = Doing.Off;
        if (_hadMemory && !_memoryIsHere) _progress = new(MigrationPhase.Failed) { Failure = $"{host.Id} lost the memory that had come, and starts it again" };
        _hadMemory = false;
        if (_command.Power is DesiredPower.Running) Boot();
    }

    /// <summary>The guest has shut down, for a cold migration: now its disk goes.</summary>
    private bool GoOnCold()
    {
        if (_out is not { Options.Mode: MigrationMode.Cold } || _progress is not { Phase: MigrationPhase.Stopping }) return false;
        Stream();
        return true;
    }

    private void Stream()
    {
        _stream = new(host, this, _out!);
        _stream.Begin();
    }

    private void LoseMemory()
    {
        _memoryIsHere = false;
        if (_stream is { } stream) stream.Break($"{host.Id} stopped its guests");
        else if (_out is not null && _progress is { Phase: MigrationPhase.Stopping }) Fail($"{host.Id} stopped its guests");
    }

    /// <summary>Whatever was under way for an older command is none of its business any more.</summary>
    private void EndMove()
    {
        var stream = _stream;
        (_stream, _out, _progress) = (null, null, null);
        stream?.Abandon(this, $"{host.Id} was told otherwise");
    }
}
