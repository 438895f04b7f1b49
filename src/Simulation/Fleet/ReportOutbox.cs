using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Ports;
using Cloud.Domain.Identity;

namespace Cloud.Simulation.Fleet;

/// <summary>
/// Reports that have arrived but were not yet taken in. One per instance and host: only the newest word counts, so a slow reader makes
/// the box no larger than the number of instances, and phases that pass between two pumps cost nobody anything.
/// </summary>
internal sealed class ReportOutbox
{
    private readonly Queue<(HostId Host, InstanceId Instance)> _order = new();
    private readonly Dictionary<(HostId Host, InstanceId Instance), HostReport> _latest = [];

    public int Count => _order.Count;

    public void Put(HostReport report)
    {
        var key = (report.Host, report.Instance);
        if (!_latest.TryGetValue(key, out var known)) _order.Enqueue(key);
        else if (report.Generation < known.Generation) return;
        _latest[key] = report;
    }

    /// <summary>Hands over in order of arrival until the sink is full; what it did not take stays.</summary>
    public int Deliver(IHostReports sink)
    {
        var delivered = 0;
        while (_order.TryPeek(out var key) && sink.TryReport(_latest[key]))
        {
            _order.Dequeue();
            _latest.Remove(key);
            delivered++;
        }

        return delivered;
    }
}
