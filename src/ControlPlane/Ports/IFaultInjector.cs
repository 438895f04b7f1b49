using Cloud.ControlPlane.Operator.Faults;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Ports;

/// <summary>A fault in force: what, where, how bad.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Hosts">Which hosts it strikes.</param>
/// <param name="Parameters">How bad it is.</param>
public sealed record ActiveFault(FaultKind Kind, IReadOnlyList<HostId> Hosts, FaultParameters Parameters);

/// <summary>Makes the world behind the control plane go wrong on purpose. Machines that are really there cannot, and say so.</summary>
public interface IFaultInjector
{
    /// <summary>The kinds that this world knows; others are refused.</summary>
    IReadOnlyCollection<FaultKind> Supported { get; }

    /// <summary>
    /// States which faults are in force from now on: these and no others, so that saying it twice changes nothing and the empty list heals.
    /// Faults that strike the same host add up. Does not wait; may be called from any thread.
    /// </summary>
    void Set(IReadOnlyList<ActiveFault> faults);
}

/// <summary>A fleet of real machines: no fault can be ordered.</summary>
public sealed class NoFaultInjector : IFaultInjector
{
    public IReadOnlyCollection<FaultKind> Supported => [];

    public void Set(IReadOnlyList<ActiveFault> faults)
    {
        if (faults.Count > 0) throw new InvalidOperationException("This fleet has no faults to order; none of them is supported.");
    }
}
