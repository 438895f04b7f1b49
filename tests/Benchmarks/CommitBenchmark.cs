using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cloud.ControlPlane.Ports;
using Cloud.Persistence;
using Cloud.Persistence.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Benchmarks;

/// <summary>
/// How many instances per second become durable: batches of 64 creates, each with its operation, event and remembered answer, as the
/// writer commits them. SQLite in a temporary directory, or PostgreSQL when <c>CLOUD_BENCH_POSTGRES</c> holds a connection string to an
/// empty database. Then what a restart and a POST read.
/// </summary>
internal static class CommitBenchmark
{
    private const int Runs = 5;
    private const int BatchSize = 64;
    private const int Instances = 320 * BatchSize;
    private const int WarmUpBatches = 600;
    private const int Lookups = 50_000;

    public static void Run() => RunAsync().GetAwaiter().GetResult();

    private static async Task RunAsync()
    {
        var postgres = Environment.GetEnvironmentVariable("CLOUD_BENCH_POSTGRES");
        var root = Directory.CreateTempSubdirectory("cloud-commit-");
        try
        {
            await MeasureAsync(new CloudDatabaseOptions(Path.Combine(root.FullName, "warm-up"), postgres), 0, WarmUpBatches, []);
            var rates = new List<double>();
            for (var run = 1; run <= Runs; run++)
                await MeasureAsync(new CloudDatabaseOptions(Path.Combine(root.FullName, $"{run}"), postgres), run, Instances / BatchSize, rates);

            rates.Sort();
            Print($"median of {Runs}: {rates[Runs / 2]:N0} instances/s (lowest {rates[0]:N0}, highest {rates[^1]:N0})");
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(CloudDatabaseOptions options, int run, int batches, List<double> rates)
    {
        await using var services = new ServiceCollection().AddCloudPersistence(options).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStarter>().MigrateAsync(CancellationToken.None);
        var store = services.GetRequiredService<IClusterStore>();
        var epochs = await store.AcquireAsync([CommitSamples.Cell], CancellationToken.None);
        var made = CommitSamples.Batches(run, batches, BatchSize, epochs);

        GC.Collect();
        var latencies = new double[made.Count];
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < made.Count; i++)
        {
            var started = watch.Elapsed;
            await store.CommitAsync(made[i], CancellationToken.None);
            latencies[i] = (watch.Elapsed - started).TotalMilliseconds;
        }

        var elapsed = watch.Elapsed;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        if (run == 0)
            return;

        var count = batches * BatchSize;
        rates.Add(count / elapsed.TotalSeconds);
        Array.Sort(latencies);
        var line = new StringBuilder($"run {run}: {count / elapsed.TotalSeconds:N0} instances/s, ");
        line.Append(CultureInfo.InvariantCulture, $"commit p10 {At(latencies, 0.1):F1} ms p50 {At(latencies, 0.5):F1} ms p99 {At(latencies, 0.99):F1} ms, CPU {cpu.TotalMicroseconds / count:F1} us/instance");
        Print(line.ToString());
        if (run == Runs)
            await MeasureReadsAsync(services, store, made);
    }

    private static async Task MeasureReadsAsync(ServiceProvider services, IClusterStore store, List<CommitBatch> made)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var image = await store.LoadAsync(CancellationToken.None);
        Print($"load: {image.Instances.Count:N0} instances and {image.OpenOperations.Count:N0} operations in {watch.Elapsed.TotalSeconds:F2} s, CPU {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F2} s");

        var idempotency = services.GetRequiredService<IIdempotencyStore>();
        watch.Restart();
        for (var i = 0; i < Lookups; i++)
        {
            var record = made[i % made.Count].Idempotency[i % BatchSize];
            if (await idempotency.FindAsync(record.User, i % 2 == 0 ? record.Key : "unknown", CancellationToken.None) is null != (i % 2 == 1))
                throw new InvalidOperationException("The store does not find what was committed.");
        }

        Print($"idempotency: {Lookups / watch.Elapsed.TotalSeconds:N0} lookups/s, one after another");
    }

    private static double At(double[] sorted, double quantile) => sorted[(int)(quantile * (sorted.Length - 1))];

    private static void Print(string line) => Console.WriteLine(line);
}
