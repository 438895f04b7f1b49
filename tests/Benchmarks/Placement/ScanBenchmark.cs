using System.Diagnostics;
using Cloud.Scheduler;
using Cloud.Scheduler.Columns;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Index;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Benchmarks.Placement;

/// <summary>
/// What a decision costs where every host is looked at, host by host and over columns; and what it costs the live engine for members of groups. Both
/// ways are asked in turn, so that the ratio is of one run. Hosts of two NUMA nodes three quarters full, requests in the Huawei mix.
/// </summary>
internal static class ScanBenchmark
{
    private const int Hosts = 10_000;
    private const int Rounds = 7;

    public static void Run()
    {
        Console.WriteLine($"{Hosts} hosts; processor time per decision in microseconds, median of {Rounds} rounds");
        Console.WriteLine($"{"profile",-18} {"one by one",11} {"columns",9} {"ratio",6} {"bytes",6} {"explained",10} {"columns",9} {"ratio",6}");
        foreach (var profile in PlacementProfiles.All.Where(profile => !profile.IsIndexable).Append(PlacementProfiles.Pack)) Scan(profile);

        Console.WriteLine($"{"profile",-18} {"one by one",11} {"index",9} {"ratio",6}  a step: one guest comes, another leaves, 15 classes follow");
        foreach (var profile in PlacementProfiles.All.Where(profile => profile.Name is "pack" or "fgd" or "slots" or "scarce-slots")) Index(profile);

        Console.WriteLine($"{"group rule, pack",-36} {"by scan",9} {"engine",9} {"ratio",6}");
        Group("anti-affinity over hosts", GroupRule.AntiAffinity(DomainLevel.Host));
        Group("spread over racks", GroupRule.Spread(DomainLevel.Rack));
        Group("affinity to a rack", GroupRule.Affinity(DomainLevel.Rack));
        Group("soft anti-affinity over hosts", GroupRule.AntiAffinity(DomainLevel.Host, hard: false));
        Group("soft spread over racks", GroupRule.Spread(DomainLevel.Rack, hard: false));
        Group("soft affinity to a rack", GroupRule.Affinity(DomainLevel.Rack, hard: false));
    }

    private static void Scan(PlacementProfile profile)
    {
        var churn = new Churn(Hosts, PlacementProfiles.Pack, groups: false);
        var (ledger, scan) = (churn.Ledger, new PlacementScan(churn.Ledger, profile));
        PlacementRequest[] requests = [.. Enumerable.Range(0, 64).Select(number => HuaweiMix.Requests[churn.Draw()] with { Context = new() { Sequence = number * 37 } })];
        var (plain, columns) = Compare(64, at => PlacementPipeline.Find(ledger, requests[at], profile), at => scan.Choose(requests[at]));
        var (said, saidColumns) = Compare(64, at => PlacementPipeline.Place(ledger, requests[at], profile), at => scan.Place(requests[at]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests) scan.Choose(request);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / requests.Length;
        Console.WriteLine(FormattableString.Invariant(
            $"{profile.Name,-18} {plain,11:0.0} {columns,9:0.0} {plain / columns,6:0.0} {bytes,6} {said,10:0.0} {saidColumns,9:0.0} {said / saidColumns,6:0.0}"));
    }

    private static void Index(PlacementProfile profile)
    {
        var churn = new Churn(Hosts, profile, groups: false);
        var (scanned, indexed) = Compare(16, at => PlacementPipeline.Find(churn.Ledger, HuaweiMix.Requests[at % 4], profile), _ =>
        {
            churn.Place(churn.Draw());
            churn.Shrink();
        });
        Console.WriteLine(FormattableString.Invariant($"{profile.Name,-18} {scanned,11:0.0} {indexed,9:0.0} {scanned / indexed,6:0.0}"));
    }

    private static void Group(string name, GroupRule rule)
    {
        var churn = new Churn(Hosts, PlacementProfiles.Spread, groups: false);
        var (ledger, table, engine) = (churn.Ledger, new GroupTable(churn.Ledger.Domains), new PlacementEngine(churn.Ledger, PlacementProfiles.Pack));
        var group = new PlacementGroup(new("g"), rule);
        var request = HuaweiMix.Requests[2] with { Group = table.For(group) };
        for (var member = 0; member < 10; member++)
            table.Add(group.Id, 0, ledger.IndexOf(engine.Place(request).Placement?.Host ?? throw new InvalidOperationException("There is room for the group.")));
        var (scanned, indexed) = Compare(200, _ => PlacementPipeline.Place(ledger, request, PlacementProfiles.Pack), _ => engine.Place(request));
        Console.WriteLine(FormattableString.Invariant($"{name,-36} {scanned,9:0.0} {indexed,9:0.0} {scanned / indexed,6:0.0}"));
    }

    /// <summary>Medians of what both take, in microseconds, asked in turn.</summary>
    private static (double One, double Other) Compare(int count, Action<int> one, Action<int> other)
    {
        var times = (new double[Rounds], new double[Rounds]);
        for (var warm = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(warm).TotalSeconds < 0.5;)
            (times.Item1[0], times.Item2[0]) = (Time(count, one), Time(count, other)); // compiled, and compiled again
        for (var round = 0; round < Rounds; round++) (times.Item1[round], times.Item2[round]) = (Time(count, one), Time(count, other));

        Array.Sort(times.Item1);
        Array.Sort(times.Item2);
        return (times.Item1[Rounds / 2], times.Item2[Rounds / 2]);
    }

    private static double Time(int count, Action<int> decide)
    {
        using var process = Process.GetCurrentProcess();
        var (start, done) = (process.TotalProcessorTime, 0);
        var spent = TimeSpan.Zero;
        for (; spent.TotalMilliseconds < 30; spent = process.TotalProcessorTime - start, done++)
        {
            for (var at = 0; at < count; at++) decide(at);
            process.Refresh();
        }

        return spent.TotalMicroseconds / done / count;
    }
}
