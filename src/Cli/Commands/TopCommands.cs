using System.CommandLine;
using System.Globalization;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Commands;

/// <summary><c>cloud instance top</c> and <c>cloud host top</c>: what is busy now.</summary>
internal static class TopCommands
{
    private const string InstanceNames = "cpu.granted,cpu.ready,cpu.throttled,memory.resident,memory.numa_local,cache.miss_ratio,network.bytes,disk.operations";
    private const string HostNames = "cpu.utilization,cpu.run_queue,cpu.ready_worst,memory.used,memory.pressure,network.load,disk.load,power,instances";

    public static Command Instances(Verbs verbs)
    {
        var sort = Sort("cpu.granted");
        var limit = Inputs.Limit();
        var watching = new Watching();
        return verbs.Verb("top", "What the instances of the project use now, the busiest first", (session, parsed, cancel) => watching.RunAsync(session, parsed, async () =>
        {
            var items = await session.Api.InstanceMetricsAsync(session.Project, InstanceNames, cancel).TakeAsync(parsed.GetValue(limit), session.Shell);
            session.Print.List(Sorted(items, it => it.Metrics, parsed.GetValue(sort)!, it => it.Name), it => it.Name, ContractsJson.Default.InstanceMetricsView,
                new("name", it => it.Name), new("state", it => it.State), new("host", it => it.Host),
                new("cpu", it => Show(it.Metrics, "cpu.granted"), Right: true), new("ready", it => Percent(it.Metrics, "cpu.ready"), Right: true),
                new("throttled", it => Show(it.Metrics, "cpu.throttled"), Right: true), new("memory", it => Bytes(it.Metrics, "memory.resident"), Right: true),
                new("NUMA local", it => Percent(it.Metrics, "memory.numa_local"), Right: true), new("cache miss", it => Percent(it.Metrics, "cache.miss_ratio"), Right: true),
                new("network/s", it => Bytes(it.Metrics, "network.bytes"), Right: true), new("disk op/s", it => Show(it.Metrics, "disk.operations"), Right: true));
        }, cancel), [sort, limit, .. watching.All]);
    }

    public static Command Hosts(Verbs verbs)
    {
        var zone = Inputs.Optional("--zone", "NAME", "Only in this zone");
        var sort = Sort("cpu.utilization");
        var limit = Inputs.Limit();
        var watching = new Watching();
        return verbs.Verb("top", "What the hosts do now, the busiest first", (session, parsed, cancel) => watching.RunAsync(session, parsed, async () =>
        {
            var items = await session.Api.HostMetricsAsync(parsed.GetValue(zone), HostNames, cancel).TakeAsync(parsed.GetValue(limit), session.Shell);
            session.Print.List(Sorted(items, it => it.Metrics, parsed.GetValue(sort)!, it => it.Name), it => it.Name, ContractsJson.Default.HostMetricsView,
                new("name", it => it.Name), new("zone", it => it.Zone), new("rack", it => it.Rack), new("instances", it => Show(it.Metrics, "instances"), Right: true),
                new("cpu", it => Percent(it.Metrics, "cpu.utilization"), Right: true), new("run queue", it => Percent(it.Metrics, "cpu.run_queue"), Right: true),
                new("worst ready", it => Percent(it.Metrics, "cpu.ready_worst"), Right: true), new("memory", it => Bytes(it.Metrics, "memory.used"), Right: true),
                new("pressure", it => Show(it.Metrics, "memory.pressure"), Right: true), new("network", it => Percent(it.Metrics, "network.load"), Right: true),
                new("disk", it => Percent(it.Metrics, "disk.load"), Right: true), new("watts", it => Show(it.Metrics, "power"), Right: true));
        }, cancel), [zone, sort, limit, .. watching.All]);
    }

    /// <summary>A number with three digits that count.</summary>
    public static string Number(double? value) => value is { } number ? number.ToString(Math.Abs(number) is >= 1000 or 0 ? "0" : "G3", CultureInfo.InvariantCulture) : "-";

    private static Option<string> Sort(string otherwise) =>
        new("--sort") { Description = "Largest value of this metric first (one of those shown)", HelpName = "METRIC", DefaultValueFactory = _ => otherwise };

    private static List<T> Sorted<T>(List<T> items, Func<T, MetricsView> metrics, string by, Func<T, string> name) =>
        [.. items.OrderByDescending(item => Value(metrics(item), by) ?? double.NegativeInfinity).ThenBy(name, StringComparer.Ordinal)];

    private static double? Value(MetricsView metrics, string name) =>
        metrics.Series.FirstOrDefault(series => series.NumaNode is null && string.Equals(series.Name, name, StringComparison.Ordinal))?.Current;

    private static string Show(MetricsView metrics, string name) => Number(Value(metrics, name));

    private static string Percent(MetricsView metrics, string name) =>
        Value(metrics, name) is { } share ? string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %") : "-";

    private static string Bytes(MetricsView metrics, string name) => Value(metrics, name) switch
    {
        null => "-",
        { } bytes and < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0.#} KiB"),
        { } bytes and < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 20):0.#} MiB"),
        { } bytes => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1 << 30):0.#} GiB"),
    };
}
