namespace Cloud.ControlPlane.Telemetry;

/// <summary>The past of one subject: every series by seconds, minutes and hours.</summary>
internal sealed class SeriesHistory(int series)
{
    private readonly HistoryLevel[] _levels =
    [
        new(series, width: 1, slots: 300, hasExtremes: false), new(series, width: 60, slots: 120, hasExtremes: true), new(series, width: 3600, slots: 72, hasExtremes: true),
    ];

    /// <summary>Series.</summary>
    public int Series => series;

    /// <summary>When it was last asked for: a count that rises with every question.</summary>
    public long Asked { get; set; }

    /// <summary>Widths of the buckets that are kept, seconds, ascending.</summary>
    public static IReadOnlyList<int> Widths { get; } = [1, 60, 3600];

    /// <summary>Bytes of one series: what <see cref="TelemetryLimits"/> states.</summary>
    public const int BytesPerSeries = (300 * 4) + (120 * 12) + (72 * 12);

    /// <summary>Takes in values that held from one moment to another, seconds since the epoch.</summary>
    public void Add(ReadOnlySpan<float> values, double from, double to)
    {
        foreach (var level in _levels) level.Add(values, from, to);
    }

    /// <summary>The finest width that reaches back over a window of that many seconds.</summary>
    public static int WidthFor(double seconds) => seconds <= 300 ? 1 : seconds <= 7200 ? 60 : 3600;

    /// <summary>Points of one series, <paramref name="step"/> seconds each, beginning at a multiple of it.</summary>
    public SeriesPoints Read(int of, long from, int step, int points)
    {
        var level = Array.FindLast(_levels, level => step % level.Width == 0)!;
        var result = new SeriesPoints(new float[points], new float[points], new float[points]);
        for (var i = 0; i < points; i++)
        {
            var first = (from + ((long)i * step)) / level.Width;
            (result.Mean[i], result.Low[i], result.High[i]) = level.Read(of, first, first + (step / level.Width));
        }

        return result;
    }
}

/// <summary>Points of one series; NaN where nothing was measured.</summary>
public sealed record SeriesPoints(float[] Mean, float[] Low, float[] High)
{
    /// <summary>No points.</summary>
    public static SeriesPoints None { get; } = new([], [], []);
}
