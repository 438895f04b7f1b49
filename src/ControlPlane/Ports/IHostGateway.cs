using Cloud.ControlPlane.Hosts;

namespace Cloud.ControlPlane.Ports;

/// <summary>Carries commands to hosts. Delivery is not promised: commands may be lost, late, doubled or out of order; the reconciler repeats them.</summary>
public interface IHostGateway
{
    /// <summary>Hands over commands without waiting.</summary>
    void Send(IReadOnlyList<HostCommand> commands);
}

/// <summary>Takes in what hosts say. The writer implements it.</summary>
public interface IHostReports
{
    /// <summary>Hands over a report without waiting; false when the inbox is full and the host must say it again.</summary>
    bool TryReport(HostReport report);

    /// <summary>Hands over what a host's guests used; false when the inbox is full, and then it is offered again.</summary>
    bool TryReport(HostUsage usage) => true;
}
