using Cloud.Cli.Calibration;
using Cloud.Domain.Hardware;

namespace Cloud.Cli.Tests.Calibration;

public sealed class StaircaseTests
{
    private const double KiB = 1024;
    private const double MiB = 1024 * KiB;

    private static readonly StairStep[] Three = [new(32 * KiB, 1.2), new(1 * MiB, 4), new(32 * MiB, 16), new(double.PositiveInfinity, 95)];

    private static IReadOnlyList<WalkPoint> Walk(IReadOnlyList<StairStep> steps, double from, double to, Func<int, double>? noise = null)
    {
        var points = new List<WalkPoint>();
        for (var size = from; size <= to; size *= 2)
        {
            foreach (var at in new[] { size, size * 1.5 })
                points.Add(new(at, Staircase.Predict(steps, at) * (1 + (noise?.Invoke(points.Count) ?? 0))));
        }

        return points;
    }

    [Fact]
    public void Fit_ThreeCaches_FindsSizesAndLatencies()
    {
        var fitted = Staircase.Fit(Walk(Three, 8 * KiB, 2048 * MiB));
        Assert.Equal(4, fitted.Count);
        Assert.Equal([32 * KiB, 1 * MiB, 32 * MiB, double.PositiveInfinity], fitted.Select(step => step.Capacity));
        Assert.All(fitted.Zip(Three), pair => Assert.InRange(pair.First.Ns, pair.Second.Ns * 0.85, pair.Second.Ns * 1.1));
    }

    /// <summary>Others on the machine only make single points slower; the levels below stay where they are.</summary>
    [Fact]
    public void Fit_SlowOutliers_ChangeNothingBelowThem()
    {
        var quiet = Staircase.Fit(Walk(Three, 8 * KiB, 2048 * MiB));
        var noisy = Staircase.Fit(Walk(Three, 8 * KiB, 2048 * MiB, point => point is 2 or 9 or 20 ? 0.6 : 0));
        Assert.Equal(quiet.Select(step => step.Capacity), noisy.Select(step => step.Capacity));
    }

    [Fact]
    public void Fit_OneLevel_IsOnlyMemory()
    {
        var fitted = Staircase.Fit([new(1, 5), new(2, 5), new(4, 5.1)]);
        Assert.Equal([new StairStep(double.PositiveInfinity, 5)], fitted);
    }

    [Fact]
    public void Fit_TranslationBuffers_FindsEntries()
    {
        StairStep[] tlb = [new(64, 2), new(2048, 4.3), new(double.PositiveInfinity, 20)];
        var fitted = Staircase.Fit(Walk(tlb, 16, 65_536));
        Assert.Equal([64, 2048, double.PositiveInfinity], fitted.Select(step => step.Capacity));
    }

    [Fact]
    public void Profile_OfMeasures_IsReadBackWithItsSources()
    {
        var profile = CalibratedProfile.Of("mine", Measures(Walk(Three, 8 * KiB, 2048 * MiB)));
        var reading = HardwareProfileReader.Read(HardwareProfileWriter.Write(profile));
        Assert.Empty(reading.Errors);
        Assert.Equal(32 * 1024, reading.Profile!.Cache(CacheName.L1D)!.SizeBytes);
        Assert.Equal(2, reading.Profile.Cores);
        Assert.Contains(reading.Profile.Sources, source => source is { Path: "$.caches", Confidence: Confidence.Measured });
        Assert.Contains(reading.Profile.Sources, source => source is { Path: "$.power", Confidence: Confidence.Engineering });
    }

    [Fact]
    public void Profile_OfAFlatCurve_StillHasAFirstLevel()
    {
        var profile = CalibratedProfile.Of("flat", Measures([new(8 * KiB, 5), new(16 * KiB, 5)]));
        Assert.Empty(HardwareProfileReader.Read(HardwareProfileWriter.Write(profile)).Errors);
    }

    private static MachineMeasures Measures(IReadOnlyList<WalkPoint> caches) => new()
    {
        Processors = 2, MemoryMib = 4096, ClockGhz = 3, SyscallNs = 100, PipeNs = 700, ThreadSwitchNs = 1200, ProcessSwitchNs = null, FaultNs = 600, Caches = caches,
        Pages = [new(16, 2), new(64, 2), new(128, 4), new(2048, 4), new(4096, 20), new(8192, 20)], OneThreadGBs = 10, AllThreadsGBs = 15, Reservations = [],
    };
}
