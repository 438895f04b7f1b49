namespace Cloud.ControlPlane.Operator.Region;

/// <summary>How hosts are watched, as an operator writes it; the rest of <see cref="LiveSettings"/> follows from it.</summary>
/// <param name="HeartbeatSeconds">Time between two signs of life.</param>
/// <param name="LeaseSeconds">How long a host may run guests after its last sign of life.</param>
/// <param name="AutoEvacuate">Whether what was on a dead host starts elsewhere without being asked.</param>
public sealed record RegionLive(double HeartbeatSeconds, double LeaseSeconds, bool AutoEvacuate)
{
    /// <summary>A lease shorter than so many beats would end when a few messages are lost.</summary>
    public const double BeatsPerLease = 4;

    internal static RegionLive? Read(RegionCursor? at)
    {
        if (at is null) return null;
        var live = new RegionLive(at.Number("heartbeatSeconds", 0.5, 600), at.Number("leaseSeconds", 2, 3_600), at.Flag("autoEvacuate"));
        at.Close();
        if (live.LeaseSeconds < BeatsPerLease * live.HeartbeatSeconds) at.Complain("leaseSeconds", $"is {live.LeaseSeconds}", $"at least {BeatsPerLease} heartbeats");
        return live;
    }

    /// <summary>Suspect after three missed beats and a second; down when the lease is over, with the usual margin.</summary>
    internal LiveSettings ToSettings()
    {
        var (heartbeat, lease) = (TimeSpan.FromSeconds(HeartbeatSeconds), TimeSpan.FromSeconds(LeaseSeconds));
        return LiveSettings.Default with
        {
            Heartbeat = heartbeat,
            SuspectAfter = (3 * heartbeat) + TimeSpan.FromSeconds(1),
            Lease = lease,
            DownAfter = lease + LiveSettings.Default.LeaseMargin,
            AutoEvacuate = AutoEvacuate,
        };
    }
}
