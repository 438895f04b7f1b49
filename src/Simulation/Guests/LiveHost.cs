using Cloud.ControlPlane.Hosts;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Simulation.Fleet;
using Cloud.Simulation.Fluid;

namespace Cloud.Simulation.Guests;

/// <summary>The guests that run on one host, in the order of the fluid model's rows.</summary>
internal sealed partial class LiveHost(HostId id, int index, FluidHost fluid)
{
    private LiveGuest[] _guests = [];
    private double _settledAt;

    public HostId Id => id;

    public int Index => index;

    public FluidHost Fluid => fluid;

    public bool IsDown { get; private set; }

    public ReadOnlySpan<LiveGuest> Guests => _guests;

    /// <summary>Takes over which guests run now; those that stay go on as they were.</summary>
    public void Follow(IReadOnlyList<RunningGuest> running, bool isDown, double now, Func<EnsureInstance, Recording?> recording)
    {
        IsDown = isDown;
        Settle(now);
        var next = new LiveGuest[running.Count];
        for (var i = 0; i < next.Length; i++) next[i] = Keep(running[i]) ?? Begin(running[i], now, recording(running[i].Command));
        Array.Sort(next, static (left, right) => left.Key.CompareTo(right.Key));
        foreach (var gone in _guests)
            if (Array.IndexOf(next, gone) < 0) fluid.Remove(gone.Key);
        var before = _guests;
        _guests = next;
        foreach (var guest in next)
            if (Array.IndexOf(before, guest) < 0) Enter(guest, now);
    }

    /// <summary>Lets the guests ask what they ask for at this moment.</summary>
    public void Refresh(double now)
    {
        for (var i = 0; i < _guests.Length; i++)
        {
            var guest = _guests[i];
            var load = LoadOf(guest, now);
            var point = PointOf(guest, now);
            if (Math.Abs(load.Touched - guest.Touched) > 1e-9 || !ReferenceEquals(point, guest.Point)) fluid.Update(guest.Key, Model(guest, load, point));
            fluid.SetLoad(i, load.Cpu, load.Activity);
        }
    }

    /// <summary>Counts what was granted since the last time; called before what is granted changes.</summary>
    public void Settle(double now)
    {
        var seconds = now - _settledAt;
        _settledAt = now;
        if (seconds <= 0) return;
        for (var i = 0; i < _guests.Length; i++) _guests[i].UsedSeconds += fluid.GrantedAt(i) * seconds;
        if (_isWatched) Count(seconds);
    }

    /// <summary>What each guest used of its vCPUs since the last report; counting begins anew.</summary>
    public HostUsage Report(double now)
    {
        Settle(now);
        var guests = new InstanceUsage[_guests.Length];
        for (var i = 0; i < guests.Length; i++)
        {
            var guest = _guests[i];
            var possible = (now - guest.CountedSince) * guest.Command.Shape.Vcpus;
            guests[i] = new(guest.Instance, possible <= 0 ? 0 : Math.Clamp(guest.UsedSeconds / possible, 0, 1));
            (guest.UsedSeconds, guest.CountedSince) = (0, now);
        }

        return new(id, (long)now, guests);
    }

    private LiveGuest? Keep(in RunningGuest running)
    {
        var command = running.Command;
        foreach (var guest in _guests)
        {
            if (guest.Instance != command.Instance) continue;
            if (running.Boots != guest.Boots) return null;
            if (ReferenceEquals(guest.Command, command)) return guest;
            if (!guest.Command.Placement.IsSame(command.Placement) || !Equals(guest.Command.Workload, command.Workload)) return null;
            guest.Follow(command);
            return guest;
        }

        return null;
    }

    private void Enter(LiveGuest guest, double now)
    {
        var load = LoadOf(guest, now);
        fluid.Add(guest.Key, Model(guest, load, PointOf(guest, now)));
        fluid.SetLoad(fluid.Guests.BinarySearch(guest.Key), load.Cpu, load.Activity);
    }

    private FluidGuest Model(LiveGuest guest, in GuestLoad load, WorkloadPoint? point)
    {
        (guest.Touched, guest.Point) = (load.Touched, point);
        var model = GuestModel.Of(guest.Command, guest.Workload, load, point, fluid.Platform);
        guest.ReadFraction = model.Disk.ReadFraction;
        return model.Within(guest.Limits);
    }

    private static GuestLoad LoadOf(LiveGuest guest, double now) =>
        WorkloadCourse.At(guest.Workload, guest.Recorded, Math.Max(1, guest.Command.Shape.Vcpus), (ulong)guest.Key, now, now - guest.UpSince);

    private static WorkloadPoint? PointOf(LiveGuest guest, double now) =>
        guest.Workload.Kind is WorkloadKind.Schedule ? WorkloadCourse.PointAt(guest.Workload, now - guest.UpSince) : null;
}
