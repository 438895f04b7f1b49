using Cloud.Scheduler.Profiles;
using Cloud.Simulation.Experiments.Spane;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Published;

/// <summary>Huawei-East-1 and its suites, read and measured once for all tests.</summary>
internal static class SpaneData
{
    private static readonly Lazy<SpaneTrace> LoadedTrace = new(() =>
    {
        using var reader = new StreamReader(Needs.Data("huawei-east-1", "Huawei-East-1-lt.csv"));
        return new SpaneTrace(HuaweiEastTrace.Read(reader));
    });

    private static readonly Dictionary<(string, int), SpaneSuite> Suites = [];

    public static SpaneTrace Trace => LoadedTrace.Value;

    public static SpaneSuite Test(int hosts) => Suite("test_random_time_1000.npy", hosts);

    public static SpaneSuite Validation(int hosts) => Suite("valid_random_time_150.npy", hosts);

    private static SpaneSuite Suite(string file, int hosts)
    {
        lock (Suites)
        {
            if (Suites.TryGetValue((file, hosts), out var suite)) return suite;
            using var starts = File.OpenRead(Needs.Data("huawei-east-1", file));
            return Suites[(file, hosts)] = new(Trace, NumpyInt64.Read(starts), hosts, SpaneProfiles.FirstFit);
        }
    }
}
