using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Domain.Tenancy;
using Cloud.Scheduler;
using Cloud.Scheduler.Capacity;
using Cloud.Scheduler.Overcommit;

namespace Cloud.ControlPlane.Core;

/// <summary>The region file no longer holds what the store says is placed.</summary>
public sealed class RegionMismatchException(string message) : Exception(message);

/// <summary>
/// What is wanted and what is known, in memory, uncommitted decisions of the current batch included. Owned by one writer; nothing here
/// awaits, reads a clock or draws randomness. It can always be rebuilt from a <see cref="ClusterImage"/>.
/// </summary>
public sealed partial class ClusterState
{
    private readonly Dictionary<InstanceId, InstanceRecord> _instances = [];
    private readonly Dictionary<(ProjectId, string), InstanceId> _names = [];
    private readonly Dictionary<ProjectId, ResourceCount> _use = [];
    private readonly Dictionary<OperationId, OperationRecord> _openOperations = [];
    private readonly Dictionary<CellId, Cell> _cellsById;
    private readonly HashSet<ProjectId> _closedProjects = [];
    private readonly Dictionary<InstanceId, UsageHistory> _usage = [];
    private readonly Dictionary<ProjectId, TenantId> _tenants = [];
    internal static readonly UsageHistory NoUsage = new(1);
    private readonly SortedDictionary<string, HostCordon> _cordons = new(StringComparer.Ordinal);

    private ClusterState(RegionDescription region)
    {
        Region = region;
        Profile = PlacementProfiles.Find(region.PlacementProfile)
            ?? throw new RegionMismatchException($"There is no placement profile '{region.PlacementProfile}'.");
        Cells = [.. region.Zones.Select(zone => new Cell(
            zone.Cell, zone.Id, new CapacityLedger([.. region.Hosts.Where(host => host.Zone == zone.Id)], region.Pools), Profile))];
        _cellsById = Cells.ToDictionary(cell => cell.Id);
        ZoneGroups = new(region);
    }

    public RegionDescription Region { get; }

    /// <summary>The placement profile in force.</summary>
    public PlacementProfile Profile { get; }

    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>Instances placed so far, those of the store included: the number of the next request.</summary>
    public long Placed { get; private set; }

    /// <summary>Where the last instance went; null until one has been placed since the start.</summary>
    public HostId? LastHost { get; private set; }

    /// <summary>What projects have beside instances.</summary>
    public ResourceTable Resources { get; } = new();

    /// <summary>The groups by zone.</summary>
    public ZoneGroups ZoneGroups { get; }

    /// <summary>The last event number given out.</summary>
    public long LastEventSequence { get; private set; }

    public IReadOnlyDictionary<InstanceId, InstanceRecord> Instances => _instances;

    public IReadOnlyDictionary<OperationId, OperationRecord> OpenOperations => _openOperations;

    /// <summary>Room that is kept: every free place is held in its ledger and counted in its project's use.</summary>
    public ReservationTable Reservations { get; } = new();

    /// <summary>Who waits for the room of others.</summary>
    public PreemptionTable Preemptions { get; } = new();

    /// <summary>Hosts that take no new instances, by name.</summary>
    public IReadOnlyCollection<HostCordon> Cordons => _cordons.Values;

    /// <summary>Instances that wait for their host, with the time a command was last sent or the host last heard.</summary>
    public Dictionary<InstanceId, DateTimeOffset> Waiting { get; } = [];

    /// <summary>Rebuilds the memory of a writer. Throws <see cref="RegionMismatchException"/> when a placement does not fit the region.</summary>
    public static ClusterState Rebuild(RegionDescription region, ClusterImage image)
    {
        var state = new ClusterState(region);
        var hosts = region.Hosts.Select(host => host.Id).ToHashSet();
        var lost = image.Instances.Where(instance => !hosts.Contains(instance.Placement.Host)).ToList();
        if (lost.Count > 0)
        {
            throw new RegionMismatchException(
                $"The region has no host '{lost[0].Placement.Host}', but {lost.Count} stored instances are placed on hosts that are not in it. "
                + "Use the region file these instances were created with, or another data directory.");
        }

        foreach (var (project, tenant) in image.Tenants)
            state.Note(project, tenant);
        foreach (var instance in image.Instances)
            state.Restore(instance);
        foreach (var reservation in image.Reservations)
            state.Restore(reservation, hosts);
        foreach (var operation in image.OpenOperations)
            state._openOperations[operation.Id] = operation;
        foreach (var (project, count) in image.Use)
            state._use[project] = count;
        foreach (var cordon in image.Cordons.Where(cordon => hosts.Contains(cordon.Host)))
            state.Add(cordon);
        foreach (var preemption in image.Preemptions)
            state.Add(preemption);
        foreach (var resource in image.Resources)
            state.Resources.Add(resource);
        state.LastEventSequence = image.LastEventSequence;
        OvercommitUpdate.Apply(state);
        return state;
    }

    private void Restore(InstanceRecord instance)
    {
        var cell = _cellsById.GetValueOrDefault(instance.Cell)
            ?? throw new RegionMismatchException($"The region has no cell '{instance.Cell}', which holds instance {instance.Id}.");
        if (instance.Placement.Claims.Count > 0 && !instance.Holds().All(cell.Ledger.Fits))
        {
            throw new RegionMismatchException(
                $"Host '{instance.Placement.Host}' of the region file is too small for what is already placed on it (instance {instance.Id}).");
        }

        Take(cell, instance);
        Placed++;
        _instances[instance.Id] = instance;
        _names[(instance.Project, instance.Name)] = instance.Id;
        // An instance in error goes on waiting: see ReportReconciler.
        if (InstanceLifecycle.IsTransitional(instance.State) || instance.State is InstanceState.Error || instance.Moves is not null)
            Waiting[instance.Id] = DateTimeOffset.MinValue;
    }

    private void Restore(ReservationRecord reservation, HashSet<HostId> hosts)
    {
        var cell = _cellsById.GetValueOrDefault(reservation.Cell)
            ?? throw new RegionMismatchException($"The region has no cell '{reservation.Cell}', which holds reservation {reservation.Id}.");
        foreach (var place in reservation.Free)
        {
            if (!hosts.Contains(place.Host) || !cell.Ledger.Fits(place))
                throw new RegionMismatchException($"Host '{place.Host}' of the region file cannot hold what is reserved on it (reservation {reservation.Id}).");
            Hold(cell, reservation.Project, place, reservation.Group);
        }

        Reservations.Add(reservation);
    }

    public InstanceRecord? Find(ProjectId project, InstanceId id) =>
        _instances.TryGetValue(id, out var instance) && instance.Project == project ? instance : null;

    public InstanceRecord? Find(InstanceId id) => _instances.GetValueOrDefault(id);

    public bool IsNameTaken(ProjectId project, string name) => _names.ContainsKey((project, name));

    public ResourceCount UseOf(ProjectId project) => _use.GetValueOrDefault(project);

    public Cell CellOf(InstanceRecord instance) => _cellsById[instance.Cell];

    public Cell CellOf(ReservationRecord reservation) => _cellsById[reservation.Cell];

    /// <summary>The reservation to which an instance's room returns when it goes; null when the room is its own.</summary>
    public ReservationRecord? ReservationOf(InstanceRecord instance) => instance.Terms.Reservation is { } id ? Reservations.Find(instance.Project, id) : null;

    /// <summary>When overcommit was last updated.</summary>
    internal DateTimeOffset OvercommitUpdatedAt { get; set; }

    /// <summary>What an instance used of its vCPUs; empty until its host has reported, and after a restart.</summary>
    internal UsageHistory UsageOf(InstanceId id) => _usage.GetValueOrDefault(id) ?? NoUsage;

    /// <summary>Notes what an instance used of its vCPUs since the last sample, 0 to 1. Unknown instances are ignored.</summary>
    public void ObserveUsage(InstanceId id, double share)
    {
        if (!_instances.ContainsKey(id)) return;
        if (!_usage.TryGetValue(id, out var history)) _usage.Add(id, history = new());
        history.Add(share);
    }

    /// <summary>Why a host takes no new instances, or null when it does.</summary>
    public HostCordon? CordonOf(HostId host) => _cordons.GetValueOrDefault(host.Value);

    /// <summary>The cell that has the host, or null.</summary>
    public Cell? CellOf(HostId host) => Cells.FirstOrDefault(cell => cell.Ledger.IndexOf(host) >= 0);

    /// <summary>Whose the project is; null when it is not known.</summary>
    internal TenantId? TenantOf(ProjectId project) => _tenants.TryGetValue(project, out var tenant) ? tenant : null;

    /// <summary>Notes whose a project is; a project never changes hands.</summary>
    internal void Note(ProjectId project, TenantId tenant) => _tenants[project] = tenant;

    /// <summary>How often guests were short, where overcommit policies are in force; empty after a restart.</summary>
    internal OvercommitMeters Meters { get; } = new();

    /// <summary>Refuses new instances in a project that is being deleted.</summary>
    public void CloseProject(ProjectId project) => _closedProjects.Add(project);

    public void ReopenProject(ProjectId project) => _closedProjects.Remove(project);

    public bool IsClosed(ProjectId project) => _closedProjects.Contains(project);

    internal long NextEventSequence() => ++LastEventSequence;

    internal void Add(InstanceRecord instance)
    {
        Take(CellOf(instance), instance);
        Charge(instance.Project, ResourceCount.Of(instance.Shape));
        Enter(instance);
    }

    /// <summary>Adds an instance on a place of its reservation, which is given as it is without the place: ledger, group and use stay as they are.</summary>
    internal void Claim(InstanceRecord instance, ReservationRecord without)
    {
        Reservations.Replace(without);
        Enter(instance);
    }

    private void Enter(InstanceRecord instance)
    {
        (Placed, LastHost) = (Placed + 1, instance.Placement.Host);
        _instances.Add(instance.Id, instance);
        _names.Add((instance.Project, instance.Name), instance.Id);
    }

    internal void Replace(InstanceRecord instance)
    {
        var before = _instances[instance.Id];
        _instances[instance.Id] = instance;
        Rehold(CellOf(instance), before, instance);
    }

    internal void Remove(InstanceRecord instance)
    {
        Release(CellOf(instance), _instances[instance.Id]);
        Charge(instance.Project, default(ResourceCount) - ResourceCount.Of(instance.Shape));
        Exit(instance);
    }

    /// <summary>Removes an instance whose room returns to its reservation, which is given as it is with the place.</summary>
    internal void Return(InstanceRecord instance, ReservationRecord with)
    {
        Reservations.Replace(with);
        Exit(instance);
    }

    private void Exit(InstanceRecord instance)
    {
        _instances.Remove(instance.Id);
        _names.Remove((instance.Project, instance.Name));
        Waiting.Remove(instance.Id);
        _moving.Remove(instance.Id);
        TriedToEvacuate.Remove(instance.Id);
        StuckBy.Remove(instance.Id);
        _usage.Remove(instance.Id);
    }

    internal void Add(ReservationRecord reservation)
    {
        foreach (var place in reservation.Free)
        {
            Hold(CellOf(reservation), reservation.Project, place, reservation.Group);
            Charge(reservation.Project, ResourceCount.Of(reservation.Shape));
        }

        Reservations.Add(reservation);
    }

    /// <summary>Gives the free places back; used ones are their instances' own from now on.</summary>
    internal void Remove(ReservationRecord reservation)
    {
        foreach (var place in reservation.Free)
        {
            Free(CellOf(reservation), reservation.Project, place, reservation.Group);
            Charge(reservation.Project, default(ResourceCount) - ResourceCount.Of(reservation.Shape));
        }

        Reservations.Remove(reservation);
    }

    private void Charge(ProjectId project, ResourceCount delta) => _use[project] = UseOf(project) + delta;

    /// <summary>Takes room, for an instance or a free place, and joins its group.</summary>
    private void Hold(Cell cell, ProjectId project, HostPlacement placement, GroupTerms? terms)
    {
        cell.Take(placement);
        if (terms is null) return;
        var group = terms.ToGroup(project).Id;
        cell.Groups.Add(group, terms.Partition, cell.Ledger.IndexOf(placement.Host));
        ZoneGroups.Join(group, terms.Partition, cell.Zone);
    }

    /// <summary>The exact inverse of <see cref="Hold"/>.</summary>
    private void Free(Cell cell, ProjectId project, HostPlacement placement, GroupTerms? terms)
    {
        cell.Release(placement);
        if (terms is null) return;
        var group = terms.ToGroup(project).Id;
        cell.Groups.Remove(group, terms.Partition, cell.Ledger.IndexOf(placement.Host));
        ZoneGroups.Leave(group, terms.Partition, cell.Zone);
    }

    internal void Add(HostCordon cordon)
    {
        _cordons.Add(cordon.Host.Value, cordon);
        Shut(cordon.Host);
    }

    internal void Remove(HostCordon cordon)
    {
        _cordons.Remove(cordon.Host.Value);
        Shut(cordon.Host);
    }

    /// <summary>Whether an instance may be ended for one of higher priority, if it comes to that: its end would free its room.</summary>
    public bool MayBeEnded(InstanceRecord instance) => instance.Terms.IsSpot && instance.State is not InstanceState.Deleting
        && instance.Placement.Claims.Count > 0 && !Preemptions.IsVictim(instance.Id) && ReservationOf(instance) is null;

    /// <summary>The host takes nobody else until who waits has its place. It does not wait for its host until then.</summary>
    internal void Add(PreemptionRecord preemption)
    {
        Preemptions.Add(preemption);
        Waiting.Remove(preemption.Instance);
        Shut(preemption.Placement.Host);
    }

    internal void Remove(PreemptionRecord preemption)
    {
        Preemptions.Remove(preemption);
        Shut(preemption.Placement.Host);
    }

    /// <summary>Gives a waiting instance its place.</summary>
    internal void Place(InstanceRecord waiting, InstanceRecord placed)
    {
        Free(CellOf(waiting), waiting.Project, waiting.Placement, waiting.Terms.Group);
        Hold(CellOf(placed), placed.Project, placed.Placement, placed.Terms.Group);
        _instances[placed.Id] = placed;
    }

    internal void Put(OperationRecord operation)
    {
        if (operation.State is OperationState.Running)
            _openOperations[operation.Id] = operation;
        else
            _openOperations.Remove(operation.Id);
    }
}
