using Cloud.Benchmarks;
using Cloud.Benchmarks.Load;
using Cloud.Benchmarks.Placement;

// One line per verb; a benchmark prints what it measured.
var verbs = new Dictionary<string, Action>(StringComparer.Ordinal)
{
    ["commit"] = CommitBenchmark.Run,
    ["explained"] = ExplainedBenchmark.Run,
    ["fleet"] = FleetBenchmark.Run,
    ["fluid"] = FluidBenchmark.Run,
    ["labs"] = LabsBenchmark.Run,
    ["live"] = LiveBenchmark.Run,
    ["groups"] = GroupBenchmark.Run,
    ["machine"] = MachineBenchmark.Run,
    ["placement"] = PlacementBenchmark.Run,
    ["scan"] = ScanBenchmark.Run,
    ["telemetry"] = TelemetryBenchmark.Run,
};

// Verbs with arguments of their own.
var commands = new Dictionary<string, Func<string[], Task<int>>>(StringComparer.Ordinal)
{
    ["load"] = LoadCommand.RunAsync,
};

if (args.Length > 0 && commands.TryGetValue(args[0], out var command)) return await command(args[1..]);
if (args.Length > 0 && verbs.TryGetValue(args[0], out var verb))
{
    verb();
    return 0;
}

Console.Error.WriteLine($"Usage: dotnet run -c Release --project tests/Benchmarks -- {string.Join('|', verbs.Keys.Concat(commands.Keys).Order(StringComparer.Ordinal))}");
return 2;
