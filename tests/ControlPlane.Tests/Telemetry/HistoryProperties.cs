using Cloud.ControlPlane.Telemetry;
using CsCheck;

namespace Cloud.ControlPlane.Tests.Telemetry;

public sealed class HistoryProperties
{
    /// <summary>A value over a span, after a gap; seconds in quarters, so that sums are exact.</summary>
    private static readonly Gen<(int Gap, int Length, int Value)[]> Ticks =
        Gen.Select(Gen.OneOf(Gen.Const(0), Gen.Int[0, 700]), Gen.OneOf(Gen.Const(4), Gen.Int[1, 900]), Gen.Int[0, 50]).Array[1, 60];

    [Theory]
    [InlineData(1, 20)]
    [InlineData(60, 8)]
    public void Level_AnyTicks_AgreesWithTheDefinition(int width, int slots) => Ticks.Sample(ticks =>
    {
        var level = new HistoryLevel(series: 1, width, slots, hasExtremes: true);
        var spans = new List<(double From, double To, int Value)>();
        var now = 0.0;
        foreach (var (gap, length, value) in ticks)
        {
            var from = now + (gap / 4.0);
            now = from + (length / 4.0);
            spans.Add((from, now, value));
            level.Add([value], from, now);
        }

        // The newest bucket is still open; behind it, as many as there are slots.
        var newest = (long)Math.Ceiling(now / width) - 1;
        for (var bucket = Math.Max(0, newest - slots + 1); bucket <= newest; bucket++)
        {
            var inside = spans.Select(span => (span.Value, Seconds: Math.Min(span.To, (bucket + 1) * width) - Math.Max(span.From, bucket * width)))
                .Where(part => part.Seconds > 0).ToList();
            var (mean, low, high) = level.Read(0, bucket, bucket + 1);
            if (inside.Count == 0)
            {
                Assert.True(float.IsNaN(mean), "A gap has no value.");
                continue;
            }

            Assert.Equal(inside.Sum(part => part.Value * part.Seconds) / inside.Sum(part => part.Seconds), mean, 1e-4);
            Assert.Equal(inside.Min(part => part.Value), low);
            Assert.Equal(inside.Max(part => part.Value), high);
        }
    }, iter: 300);

    [Fact]
    public void Level_TickLongerThanItsReach_KeepsOnlyTheEnd()
    {
        var level = new HistoryLevel(series: 1, width: 1, slots: 4, hasExtremes: false);

        level.Add([7], 0, 1e9);

        Assert.Equal((7f, 7f, 7f), level.Read(0, 999_999_996, 1_000_000_000));
        Assert.True(float.IsNaN(level.Read(0, 999_999_990, 999_999_996).Mean));
    }

    [Fact]
    public void History_OneHourAtOneTickPerSecond_HasAllThreeResolutions()
    {
        var history = new SeriesHistory(series: 1);
        for (var second = 0; second < 3600; second++) history.Add([second % 60], second, second + 1);

        Assert.Equal([57f, 58f, 59f], history.Read(0, 3597, step: 1, points: 3).Mean);
        var minutes = history.Read(0, 3480, step: 60, points: 2);
        Assert.Equal([29.5f, 29.5f], minutes.Mean);
        Assert.Equal([0f, 0f], minutes.Low);
        Assert.Equal([59f, 59f], minutes.High);
        Assert.Equal([29.5f], history.Read(0, 0, step: 3600, points: 1).Mean);
    }

    [Fact]
    public void BytesPerSeries_AreWhatTheLimitsState() => Assert.Equal(3_504, SeriesHistory.BytesPerSeries);
}
