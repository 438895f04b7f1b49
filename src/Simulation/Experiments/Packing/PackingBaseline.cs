using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>A row of the baselines computed beside the samples, by other hands and another program.</summary>
/// <param name="Instance">Size, limit and sample, as in the file names: <c>10000_inf_1</c>.</param>
/// <param name="Bound">The lower bound.</param>
/// <param name="FirstFitServers">Servers that first-fit used.</param>
/// <param name="BestFitServers">Servers that best-fit used.</param>
/// <param name="FirstFitMinutes">Server-minutes of first-fit.</param>
/// <param name="BestFitMinutes">Server-minutes of best-fit.</param>
public sealed record PackingBaseline(string Instance, PackingBound Bound, int FirstFitServers, int BestFitServers, long FirstFitMinutes, long BestFitMinutes)
{
    private const string Header =
        "instance,n,tau,sample,peak_demand_LB_servers,first_fit_servers,best_fit_servers,first_fit_server_minutes,best_fit_server_minutes,LB_server_minutes";

    /// <summary>Reads <c>helper-baselines.csv</c>.</summary>
    /// <exception cref="TraceFormatException">At the first line that is not as described.</exception>
    public static IEnumerable<PackingBaseline> Read(TextReader reader)
    {
        var rows = new CsvLines(reader, Header);
        while (rows.Read())
        {
            yield return new($"{rows.Text(1)}_{rows.Text(2)}_{rows.Text(3)}", new(rows.Int(4, 0, int.MaxValue), rows.Long(9, 0, long.MaxValue)),
                rows.Int(5, 0, int.MaxValue), rows.Int(6, 0, int.MaxValue), rows.Long(7, 0, long.MaxValue), rows.Long(8, 0, long.MaxValue));
        }
    }
}
