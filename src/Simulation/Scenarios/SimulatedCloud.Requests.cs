using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;

namespace Cloud.Simulation.Scenarios;

/// <summary>What callers ask for.</summary>
public sealed partial class SimulatedCloud
{
    private static readonly UserId User = new(new Guid(2, 0, 0, new byte[8]));
    private static readonly InstanceAction[] Actions = [InstanceAction.Start, InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Delete];

    private void Request(ChangeSet changes)
    {
        Counts.Requests++;
        var instances = State.Instances.Keys.Order().ToArray();
        if (instances.Length == 0 || _random.NextBool(World.CreateShare)) Create(changes);
        else Act(changes, State.Find(_random.Pick<InstanceId>(instances))!);
    }

    private void Act(ChangeSet changes, InstanceRecord instance)
    {
        var action = _random.Pick<InstanceAction>(Actions);
        var order = new ActOnInstance(instance.Project, instance.Id, action, IfVersion: _random.NextBool(0.1) ? instance.Version : null);
        var outcome = InstancePlanner.Act(State, changes, order, this.NextOperation(), User, Now);
        if (outcome.TryGet(out _, out var problem)) Told.Accept(instance.Id, deleted: action is InstanceAction.Delete);
        else Refuse(problem);
    }

    private void Create(ChangeSet changes)
    {
        var projects = World.Quotas.Keys.Order().ToArray();
        var project = _random.Pick<ProjectId>(projects);
        var request = new CreateInstance(
            project, $"i{_idCount}", _random.Pick<InstanceKind>([.. InstanceKinds.All]), new("f"), new($"image-{_random.NextInt(3)}"),
            _random.NextBool(0.3) ? World.Region.Zones[_random.NextInt(World.Region.Zones.Count)].Id : null, new Dictionary<string, string>(StringComparer.Ordinal));
        var order = new CreateOrder(this.NextInstance(), this.NextOperation(), request, DrawShape(), World.Quotas[project], User);
        if (InstancePlanner.Create(State, changes, order, Now).TryGet(out _, out var problem)) Told.Accept(order.Id, deleted: false);
        else Refuse(problem);
    }

    private InstanceShape DrawShape()
    {
        var numaNodes = _random.NextInt(3);
        var parts = Math.Max(1, numaNodes);
        return new(
            parts * (1 + _random.NextInt(3)), parts * 256 * (1 + _random.NextInt(8)), _random.NextInt(8), numaNodes,
            _random.NextBool(0.2) ? CpuPolicy.Dedicated : CpuPolicy.Shared);
    }

    private void Refuse(Problem problem)
    {
        Counts.Refusals++;
        Told.Refusals.Add(_sabotage.OnRefusal(problem));
    }
}
