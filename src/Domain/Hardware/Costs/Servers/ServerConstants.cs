using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Servers;

/// <summary>Constants of section 5: threads in clients and servers.</summary>
public static class ServerConstants
{
    private static readonly ConstantSection S = new("5 Threads in clients and servers");

    public static readonly ModelConstant BrowserConnections = S.Add("client.connections", 6, "connections", RecalledStrong, "default of browsers per host");
    public static readonly ModelConstant BrowserTlpMin = S.Add("client.browser-tlp-min", 1.5, "threads", Confirmed, "lecture, citing Blake et al. 2010");
    public static readonly ModelConstant BrowserTlpMax = S.Add("client.browser-tlp-max", 2.5, "threads", Confirmed, "lecture, citing Blake et al. 2010");
    public static readonly ModelConstant DispatchUs = S.Add("server.dispatch", 5, "µs", Engineering, "event loop or dispatcher work per request");
    public static readonly ModelConstant SyscallsPerRequest = S.Add("server.syscalls-per-request", 4, "calls", Engineering, "wait, read, write and a timer per request of an event loop");
    public static readonly ModelConstant SmtBase = S.Add("smt.base", 1.10, "ratio", Engineering, "throughput of a core with both threads busy and no memory stalls");
    public static readonly ModelConstant SmtPerStall = S.Add("smt.per-stall", 0.35, "ratio", Engineering, "added throughput per unit of memory-stall fraction");
    public static readonly ModelConstant SmtMin = S.Add("smt.min", 1.05, "ratio", Engineering, "lower clamp of the SMT factor");
    public static readonly ModelConstant SmtMax = S.Add("smt.max", 1.45, "ratio", Engineering, "upper clamp of the SMT factor");
    public static readonly ModelConstant SmtDefault = S.Add("smt.default", 1.25, "ratio", Engineering, "between +15 and +30 %, Marr et al., ITJ 2002");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
