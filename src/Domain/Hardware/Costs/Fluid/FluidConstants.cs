using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Fluid;

/// <summary>Constants that only the fluid model of a host needs; all others it shares with the event-level machine and the cost model.</summary>
public static class FluidConstants
{
    private static readonly ConstantSection S = new("7.5 CPU multiplexing in closed form");

    public static readonly ModelConstant ExcessScale = S.Add("fluid.excess-scale", 0.7, "fraction", Engineering,
        "brings the Chernoff bound of E[(n − C)+] to the binomial sum of section 7.5 at full load");
    public static readonly ModelConstant CollisionMax = S.Add("fluid.collision-max", 0.42, "fraction", Engineering,
        "most of its runnable time that a sleeper waits among busy threads: fitted to the event-level machine under CFS, which lets it preempt them");
    public static readonly ModelConstant CollisionDemand = S.Add("fluid.collision-demand", 0.25, "fraction", Engineering,
        "demand from which on that holds; a lighter sleeper has more credit and waits less, fitted likewise");
    public static readonly ModelConstant BackendMax = S.Add("fluid.backend-max", 0.8, "fraction", Engineering,
        "most of a host's processor time that its I/O backends may take from the guests");
    public static readonly ModelConstant QueueLoadMax = S.Add("fluid.queue-load-max", 0.98, "fraction", Engineering,
        "device queues are not extrapolated beyond this utilisation");
    public static readonly ModelConstant TouchesPerSecond = S.Add("fluid.page-touches", 5000, "pages/s", Engineering,
        "distinct pages that a second of guest work comes back to, default of a guest");
    public static readonly ModelConstant RandomApki = S.Add("fluid.random-apki", 5, "1/kinstr", Engineering,
        "accesses without page locality per thousand instructions, default of a guest");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
