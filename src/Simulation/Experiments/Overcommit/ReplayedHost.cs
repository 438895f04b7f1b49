using System.Runtime.InteropServices;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Scheduler.Overcommit;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Overcommit;

/// <summary>A VM that plays a recorded day again and again at the time of day at which it was recorded.</summary>
internal sealed class ReplayedGuest(UtilisationSeries series, int limit, int leavesAt, int window)
{
    // Twice, so that what comes next is one span at any time of day.
    private readonly byte[] _twice = [.. series.Percents, .. series.Percents];
    private readonly UsageHistory _history = new(window);

    public int Limit => limit;

    public int LeavesAt => leavesAt;

    public double Use(int tick) => limit * Share(tick);

    public void Observe(int tick) => _history.Add(Share(tick));

    public GuestUsage Usage(int tick)
    {
        var length = Math.Min(leavesAt - tick, UtilisationTrace.SamplesPerDay);
        return new(limit, _history, _twice.AsMemory(tick % UtilisationTrace.SamplesPerDay, length));
    }

    private double Share(int tick) => series.Percents[tick % UtilisationTrace.SamplesPerDay] / 100.0;
}

/// <summary>One host of the replay: what it promised, what it may promise, what its guests felt.</summary>
internal sealed class ReplayedHost(OvercommitOptions options, IOvercommitPolicy policy)
{
    private readonly List<ReplayedGuest> _guests = [];
    private readonly List<GuestUsage> _usage = [];
    private readonly BudgetMeter _meter = new(options.Budget);
    private double _mayPromise;

    public int Promised { get; private set; }

    /// <summary>An update point: guests that are through leave, then the policy is asked.</summary>
    public void Update(int tick)
    {
        Promised -= _guests.Where(guest => guest.LeavesAt <= tick).Sum(guest => guest.Limit);
        _guests.RemoveAll(guest => guest.LeavesAt <= tick);
        _usage.Clear();
        foreach (var guest in _guests) _usage.Add(guest.Usage(tick));
        _mayPromise = options.EnforceBudget && _meter.IsSpent
            ? options.UnitsPerHost
            : OvercommitMath.MayPromise(policy, options.UnitsPerHost, CollectionsMarshal.AsSpan(_usage));
    }

    public bool TryTake(ReplayedGuest guest)
    {
        if (Promised + guest.Limit > _mayPromise) return false;
        Promised += guest.Limit;
        _guests.Add(guest);
        return true;
    }

    /// <summary>Plays one sample.</summary>
    public (double Use, double Steal, double Ready) Play(int tick)
    {
        var use = 0.0;
        foreach (var guest in _guests)
        {
            use += guest.Use(tick);
            guest.Observe(tick);
        }

        var steal = options.Resource == OvercommitResource.Memory
            ? use == 0 ? 0 : Math.Max(0, use - options.UnitsPerHost) / use
            : Promised == 0 ? 0 : Steal.Fraction(Promised, options.UnitsPerHost, use / Promised);
        // What is stolen of the demanded time was ready and did not run, over all vCPUs of the interval.
        var ready = Promised == 0 ? 0 : Steal.ReadyFraction(steal * use, 1, Promised);
        _meter.Observe(steal, ready);
        return (use, steal, ready);
    }
}
