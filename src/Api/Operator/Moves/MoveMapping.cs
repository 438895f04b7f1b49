using System.Diagnostics.CodeAnalysis;
using Cloud.Contracts;
using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Operator.Moves;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;

namespace Cloud.Api.Operator.Moves;

/// <summary>Between moves and their views.</summary>
internal static class MoveMapping
{
    private static readonly (string Name, MigrationMode Mode)[] Modes = [("live", MigrationMode.Live), ("post-copy", MigrationMode.PostCopy), ("cold", MigrationMode.Cold)];

    public static bool TryToRequest(this MigrateInstanceBody body, long? version, [NotNullWhen(true)] out MigrateInstance? request, [NotNullWhen(false)] out Problem? problem)
    {
        (request, problem) = (null, null);
        var found = Array.FindIndex(Modes, mode => string.Equals(mode.Name, body.Mode, StringComparison.Ordinal));
        if (found < 0)
        {
            problem = Problem.Invalid(new FieldError("mode", $"is '{body.Mode}'", string.Join(", ", Modes.Select(mode => mode.Name))));
            return false;
        }

        var options = new MigrationOptions(Modes[found].Mode)
        {
            DowntimeLimitMs = body.DowntimeLimitMs, AutoConverge = body.AutoConverge, PostCopyFallback = body.PostCopyFallback, MibPerSecond = body.MibPerSecond,
        };
        request = new(new InstanceId(body.Instance), body.Host is { } host ? new HostId(host) : null, options, version);
        return true;
    }

    public static MigrationView ToView(this MigrationProgress progress) => new()
    {
        Phase = Name(progress.Phase),
        PostCopy = progress.IsPostCopy,
        SentMib = Math.Round(progress.SentMib, 1),
        LeftMib = Math.Round(progress.LeftMib, 1),
        DirtyPages = progress.DirtyPages,
        DirtyMibPerSecond = Math.Round(progress.DirtyMibPerSecond, 1),
        MibPerSecond = Math.Round(progress.MibPerSecond, 1),
        ExpectedDowntimeMs = Math.Round(progress.ExpectedDowntimeMs, 1),
        DowntimeMs = progress.DowntimeMs is { } downtime ? Math.Round(downtime, 1) : null,
        Rounds = [.. progress.Rounds.Select(round => new MigrationRoundView(round.Number, Math.Round(round.Mib, 1), Math.Round(round.DurationMs, 1), Math.Round(round.DirtiedMib, 1), Math.Round(round.Throttle, 2)))],
        Failure = progress.Failure,
    };

    public static MovingInstanceView ToView(this MigrationStatus moving)
    {
        var (instance, migration) = (moving.Instance, moving.Instance.Moves?.Migration);
        return new()
        {
            Instance = instance.Id.Value,
            Project = instance.Project.Value,
            Name = instance.Name,
            State = instance.State.Name(),
            Stage = migration is null ? null : Name(migration.Stage),
            Mode = migration is null ? null : Modes.First(mode => mode.Mode == migration.Options.Mode).Name,
            Host = instance.Placement.Host.Value,
            Target = migration is { Stage: MigrationStage.Preparing or MigrationStage.Copying } ? migration.Target.Host.Value : null,
            LettingGo = [.. (instance.Moves?.Leftovers ?? []).Select(left => left.Placement.Host.Value)],
            Progress = moving.Progress?.ToView(),
        };
    }

    public static DrainView ToView(this DrainStatus drain) => new(
        drain.IsDone ? "ready" : drain.Drain.IsPaused ? "paused" : "draining", drain.Remaining, drain.Moving, drain.LettingGo, drain.Drain.MaxConcurrent, drain.Drain.AllowCold,
        [.. drain.Stuck.Select(stuck => new StuckInstanceView(stuck.Instance.Value, stuck.Name, stuck.Reason))]);

    public static string Name(this HostHealth health) => health switch
    {
        HostHealth.Up => "up",
        HostHealth.Suspect => "suspect",
        HostHealth.Down => "down",
    };

    private static string Name(MigrationStage stage) => stage switch
    {
        MigrationStage.Preparing => "preparing",
        MigrationStage.Copying => "copying",
        MigrationStage.Switching => "switching",
        MigrationStage.Pulling => "pulling",
    };

    private static string Name(MigrationPhase phase) => phase switch
    {
        MigrationPhase.Prepared => "prepared",
        MigrationPhase.Stopping => "stopping",
        MigrationPhase.Disk => "disk",
        MigrationPhase.Copying => "copying",
        MigrationPhase.Switching => "switching",
        MigrationPhase.HandedOver => "handed-over",
        MigrationPhase.Received => "received",
        MigrationPhase.Pulling => "pulling",
        MigrationPhase.Finished => "finished",
        MigrationPhase.Failed => "failed",
    };
}
