using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Simulation.Engine;

namespace Cloud.Simulation.Scenarios;

/// <summary>What callers ask for.</summary>
public sealed partial class SimulatedCloud
{
    private static readonly UserId User = new(new Guid(2, 0, 0, new byte[8]));

    private DrawnWorkload Workload => World.Workload;

    private void Request(ChangeSet changes)
    {
        Counts.Requests++;
        if (World.Claims > 0 && _claims.NextBool(World.Claims))
        {
            ClaimCapacity(changes);
            return;
        }

        var instances = State.Instances.Keys.Order().ToArray();
        if (instances.Length == 0 || _random.NextBool(Workload.CreateShare)) Create(changes);
        else Change(changes, State.Find(_random.Pick<InstanceId>(instances))!);
    }

    private void Change(ChangeSet changes, InstanceRecord instance)
    {
        var ifVersion = _random.NextBool(0.1) ? instance.Version - _random.NextInt(2) : (long?)null;
        if (_random.NextBool(0.1)) Label(changes, instance, ifVersion);
        else Act(changes, new(instance.Project, instance.Id, DrawAction(), ifVersion));
    }

    private void Label(ChangeSet changes, InstanceRecord instance, long? ifVersion)
    {
        var order = new LabelInstance(instance.Project, instance.Id, new Dictionary<string, string>(StringComparer.Ordinal) { ["round"] = $"r{Counts.Rounds}" }, ifVersion);
        if (InstancePlanner.Label(State, changes, order, User, Now).TryGet(out var labelled, out var problem)) Told.Accept(labelled, deleted: false);
        else Refuse(problem);
    }

    private void Act(ChangeSet changes, ActOnInstance order)
    {
        var deletes = order.Action is InstanceAction.Delete;
        if (_sabotage.Swallows(order)) Told.Accept(State.Find(order.Instance)!, deletes);
        else if (InstancePlanner.Act(State, changes, order, this.NextOperation(), User, Now).TryGet(out var accepted, out var problem)) Told.Accept(accepted.Instance, deletes);
        else Refuse(problem);
    }

    private void Create(ChangeSet changes)
    {
        var project = _random.Pick<ProjectId>([.. People.Projects.Select(known => known.Id)]);
        var request = new CreateInstance(
            project, $"i{_idCount}", _random.Pick<InstanceKind>([.. InstanceKinds.All]), new("f"), new($"image-{_random.NextInt(3)}"),
            _random.NextBool(Workload.ZoneShare) ? World.Region.Zones[_random.NextInt(World.Region.Zones.Count)].Id : null, new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Terms = DrawTerms(),
        };
        var order = _sabotage.OnCreate(new(this.NextInstance(), this.NextOperation(), request, DrawShape(), People.LimitOf(project), User));
        if (!InstancePlanner.Create(State, changes, order, Now).TryGet(out var created, out var problem)) Refuse(problem, order.Id);
        else if (_sabotage.Denies(created.Instance)) Refuse(new(ProblemKind.Unavailable, "Nothing was changed."), order.Id);
        else Told.Accept(created.Instance, deleted: false);
    }

    private PlacementTerms DrawTerms()
    {
        if (!_random.NextBool(Workload.GroupShare)) return PlacementTerms.None;
        var names = Workload.Groups.Keys.Order(StringComparer.Ordinal).ToArray();
        var name = _random.Pick<string>(names);
        return new() { Group = new(name, Workload.Groups[name], _random.NextInt(3), MaxDisrupted: 1) };
    }

    private InstanceShape DrawShape()
    {
        var shape = DrawSize(_random);
        return _random.NextBool(Workload.NeedsShare) ? shape with { Needs = DrawNeeds() } : shape;
    }

    private InstanceShape DrawSize(SimRandom random)
    {
        var numaNodes = random.NextInt(3);
        var parts = Math.Max(1, numaNodes);
        return new(
            parts * (1 + random.NextInt(Workload.VcpusMax)), parts * 256 * (1 + random.NextInt(8)), random.NextInt(8), numaNodes,
            random.NextBool(Workload.DedicatedShare) ? CpuPolicy.Dedicated : CpuPolicy.Shared);
    }

    private InstanceNeeds DrawNeeds() => new()
    {
        NetworkMbps = _random.NextInt(4) * 500,
        Pages = _random.Pick<PageSize>([PageSize.Small, PageSize.Large2M]),
        Devices = _random.NextInt(3) switch
        {
            0 => [new(DeviceKind.Nic, 1 + _random.NextInt(2), 0)],
            1 => [new(DeviceKind.Gpu, 1, 100 * (1 + _random.NextInt(10)))],
            _ => [],
        },
    };

    private InstanceAction DrawAction()
    {
        var ticket = _random.NextInt(Workload.Actions.Sum(choice => choice.Weight));
        foreach (var (action, weight) in Workload.Actions)
        {
            if (ticket < weight) return action;
            ticket -= weight;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    /// <summary>An operator keeps new instances off a host, or lets them in again.</summary>
    private void ChangeCordons(ChangeSet changes)
    {
        if (!_random.NextBool(Workload.CordonShare)) return;
        var host = World.Region.Hosts[_random.NextInt(World.Region.Hosts.Count)].Id;
        var cordons = _random.NextBool();
        var outcome = cordons ? HostPlanner.Cordon(State, changes, new(host, "drawn"), User, Now) : HostPlanner.Uncordon(State, changes, host);
        if (outcome.TryGet(out _, out var problem)) Told.AcceptCordon(host, cordons);
        else Refuse(problem);
    }

    private void Refuse(Problem problem, InstanceId? instance = null)
    {
        Counts.Refusals++;
        Told.Refuse(_sabotage.OnRefusal(problem), instance);
    }
}
