using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>Claims on capacity: reservations and instances on their places, spot instances and those that end them. Drawn by a generator of their own.</summary>
public sealed partial class SimulatedCloud
{
    private static readonly Dictionary<string, string> NoLabels = new(StringComparer.Ordinal);

    private readonly SimRandom _claims;

    private void ClaimCapacity(ChangeSet changes)
    {
        var kept = State.Reservations.All.ToArray();
        switch (_claims.NextInt(6))
        {
            case 0:
                Reserve(changes);
                break;
            case 1 when kept.Length > 0:
                End(changes, _claims.Pick<ReservationRecord>(kept));
                break;
            case 2 or 3 when kept.Length > 0:
                Claim(changes, _claims.Pick<ReservationRecord>(kept));
                break;
            case 4:
                Create(changes, NewRequest(AnyProject(), AnyKind()) with { Terms = new() { IsSpot = true, Priority = _claims.NextInt(3) } });
                break;
            default:
                Create(changes, NewRequest(AnyProject(), AnyKind()) with
                {
                    Terms = new() { Priority = 1 + _claims.NextInt(4) },
                    Preemption = _claims.NextBool() ? PreemptionMode.Notice : PreemptionMode.Immediate,
                });
                break;
        }
    }

    private void Reserve(ChangeSet changes)
    {
        var project = AnyProject();
        DateTimeOffset? until = _claims.NextBool() ? Now + TimeSpan.FromSeconds(1 + _claims.NextInt(120)) : null;
        var request = new CreateReservation(project, $"r{_idCount}", AnyKind(), new("f"), Zone: null, 1 + _claims.NextInt(3), Group: null, until);
        var order = new ReservationOrder(new(Next()), request, DrawSize(_claims), People.LimitOf(project), User);
        if (ReservationPlanner.Create(State, changes, order, Now).TryGet(out _, out var problem)) Counts.Reservations++;
        else Refuse(problem);
    }

    private void End(ChangeSet changes, ReservationRecord reservation)
    {
        if (ReservationPlanner.Delete(State, changes, new(reservation.Project, reservation.Id, IfVersion: null), User, Now).Problem is { } problem) Refuse(problem);
    }

    private void Claim(ChangeSet changes, ReservationRecord reservation)
    {
        var request = NewRequest(reservation.Project, reservation.Kind) with { Reservation = reservation.Name };
        if (Create(changes, request, reservation.Shape) is not null) Counts.Claims++;
    }

    private void Create(ChangeSet changes, CreateInstance request)
    {
        if (Create(changes, request, DrawSize(_claims)) is not { } created || State.Preemptions.Find(created.Id) is not { } preemption) return;
        Counts.Preemptions++;
        foreach (var victim in preemption.Victims) Told.MayGo(victim.Instance);
    }

    private InstanceRecord? Create(ChangeSet changes, CreateInstance request, InstanceShape shape)
    {
        var order = new CreateOrder(this.NextInstance(), this.NextOperation(), request, shape, People.LimitOf(request.Project), User) { NextOperation = this.NextOperation };
        if (!InstancePlanner.Create(State, changes, order, Now).TryGet(out var created, out var problem))
        {
            Refuse(problem, order.Id);
            return null;
        }

        Told.Accept(created.Instance, deleted: false);
        return created.Instance;
    }

    private CreateInstance NewRequest(ProjectId project, InstanceKind kind) =>
        new(project, $"i{_idCount}", kind, new("f"), new($"image-{_claims.NextInt(3)}"), Zone: null, NoLabels);

    private ProjectId AnyProject() => _claims.Pick<ProjectId>([.. People.Projects.Select(known => known.Id)]);

    private InstanceKind AnyKind() => _claims.Pick<InstanceKind>([.. InstanceKinds.All]);
}
