using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Core.Moves;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>What operators ask for: migrations of every kind, to any host or to one, and cancellations.</summary>
public sealed partial class SimulatedCloud
{
    private static readonly UserId Operator = new(new Guid(3, 0, 0, new byte[8]));
    private static readonly MigrationMode[] Modes = [MigrationMode.Live, MigrationMode.PostCopy, MigrationMode.Cold];

    private SimRandom Moves => field ??= new SimRandom(_seed).Split("moves");

    private void MoveSomething(ChangeSet changes)
    {
        if (!Moves.NextBool(World.Moves)) return;
        if (Moves.NextBool(0.05)) DrainSomething(changes);
        var instances = State.Instances.Keys.Order().ToArray();
        if (instances.Length == 0) return;
        var instance = State.Find(Moves.Pick<InstanceId>(instances))!;
        var moving = State.Moving.Order().ToArray();
        if (moving.Length > 0 && Moves.NextBool(0.1)) Note(MigrationPlanner.Cancel(State, changes, Moves.Pick<InstanceId>(moving), Operator, Now));
        else Note(MigrationPlanner.Begin(State, changes, DrawMigration(instance), Now));
    }

    /// <summary>A host is to be emptied, or one that is has been mended.</summary>
    private void DrainSomething(ChangeSet changes)
    {
        var draining = State.Cordons.Where(cordon => cordon.Drain is not null).Select(cordon => cordon.Host).ToArray();
        var opens = draining.Length > 0 && Moves.NextBool(0.6);
        var host = opens ? Moves.Pick<HostId>(draining) : AnyHost();
        var outcome = opens
            ? HostPlanner.Uncordon(State, changes, host)
            : Drains.Begin(State, changes, new(host, new(1 + Moves.NextInt(3), Moves.NextBool(), IsPaused: Moves.NextBool(0.1)), Reason: null), Operator, Now);
        if (outcome.TryGet(out _, out _)) Told.AcceptCordon(host, !opens);
        Note(outcome);
    }

    private HostId AnyHost() => World.Region.Hosts[Moves.NextInt(World.Region.Hosts.Count)].Id;

    private MigrationOrder DrawMigration(InstanceRecord instance)
    {
        var options = new MigrationOptions(Moves.Pick<MigrationMode>(Modes))
        {
            AutoConverge = Moves.NextBool(),
            PostCopyFallback = Moves.NextBool(),
            MibPerSecond = Moves.NextBool() ? 200 + Moves.NextInt(1000) : null,
        };
        HostId? target = Moves.NextBool(0.3) ? AnyHost() : null;
        return new(instance.Id, target, options, this.NextOperation(), Operator);
    }

    private void Note<T>(Outcome<T> outcome)
    {
        Counts.Requests++;
        if (outcome.TryGet(out _, out var problem)) Counts.Moves++;
        else Refuse(problem);
    }

    private void Count(IReadOnlyList<EventRecord> events)
    {
        foreach (var happened in events)
        {
            switch (happened.Type)
            {
                case "instance.migrated": Counts.Migrated++; break;
                case "instance.migration-ended": Counts.MovesEnded++; break;
                case "instance.evacuated": Counts.Evacuated++; break;
            }
        }
    }
}
