using Cloud.ControlPlane.Telemetry;
using Cloud.ControlPlane.Writer;

namespace Cloud.ControlPlane.Tests.Telemetry;

public sealed class PrometheusWriterTests
{
    private static string Text(TelemetryWorld world, bool openMetrics, int maxSeries = 10_000)
    {
        using var text = new StringWriter();
        new PrometheusWriter(world.Store, new ClusterView(), maxSeries).Write(text, openMetrics);
        return text.ToString();
    }

    private static TelemetryWorld Measured()
    {
        var world = new TelemetryWorld();
        world.Tick(2, (0, [TelemetryWorld.Sample(1, 1), TelemetryWorld.Sample(2, 2)]), (2, [TelemetryWorld.Sample(3, 0.5f)]));
        return world;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Write_EverythingMeasured_IsReadByAStrictParser(bool openMetrics)
    {
        var samples = ExpositionParser.Parse(Text(Measured(), openMetrics), openMetrics);

        Assert.Equal(3 * InstanceSample.Count, samples.Count(sample => sample.Name.StartsWith("cloud_instance_", StringComparison.Ordinal)));
        Assert.Equal(
            4, samples.Single(sample => sample.Name is "cloud_instance_cpu_granted_seconds_total" && sample.Labels.Contains(("instance_id", TelemetryWorld.Id(2).ToString()))).Value);
        Assert.Equal(6, samples.Count(sample => sample.Name is "cloud_instance_memory_bytes" && sample.Labels.Contains(("instance_id", TelemetryWorld.Id(1).ToString()))));
        Assert.Equal(200, samples.Single(sample => sample.Name is "cloud_rack_energy_joules_total" && sample.Labels.Contains(("zone", "z1"))).Value);
        Assert.All(samples.Where(sample => sample.Name.StartsWith("cloud_numa_node_", StringComparison.Ordinal)), sample => Assert.Contains(sample.Labels, label => label.Name is "numa_node"));
    }

    [Fact]
    public void Write_NextTick_NoCounterFalls()
    {
        var world = Measured();
        var before = Counters(world);
        world.Tick(3, (0, [TelemetryWorld.Sample(1, 0)]));

        var after = Counters(world);
        Assert.NotEmpty(before);
        Assert.All(before, counter => Assert.True(!after.TryGetValue(counter.Key, out var value) || value >= counter.Value, counter.Key));

        static Dictionary<string, double> Counters(TelemetryWorld world) => ExpositionParser.Parse(Text(world, openMetrics: true), openMetrics: true)
            .Where(sample => sample.Type is "counter").ToDictionary(sample => $"{sample.Name}{string.Join(',', sample.Labels)}", sample => sample.Value, StringComparer.Ordinal);
    }

    [Fact]
    public void Write_MoreSeriesThanTheLimit_LeavesOutAndSaysHowMany()
    {
        var world = Measured();
        var all = ExpositionParser.Parse(Text(world, openMetrics: false), openMetrics: false);

        var some = ExpositionParser.Parse(Text(world, openMetrics: false, maxSeries: all.Count - 2 - InstanceSample.Count), openMetrics: false);

        Assert.Equal(0, all.Single(sample => sample.Name is "cloud_telemetry_omitted_series").Value);
        Assert.Equal(InstanceSample.Count, some.Single(sample => sample.Name is "cloud_telemetry_omitted_series").Value);
        Assert.Equal(all.Count - InstanceSample.Count, some.Count);
    }

    [Fact]
    public void Write_HostsInAnotherOrder_SameText()
    {
        var (one, other) = (new TelemetryWorld(), new TelemetryWorld());
        (int, InstanceSample[])[] hosts = [(0, [TelemetryWorld.Sample(1, 0.1f), TelemetryWorld.Sample(2, 0.7f)]), (1, [TelemetryWorld.Sample(3, 0.3f)])];
        one.Tick(1, hosts);
        other.Tick(1, [.. hosts.Reverse()]);

        Assert.Equal(Text(one, openMetrics: true), Text(other, openMetrics: true));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\"b\\c\nd", "a\\\"b\\\\c\\nd")]
    public void Escape_LabelValue_AsTheFormatWants(string value, string expected) => Assert.Equal(expected, Exposition.Escape(value));

    [Fact]
    public void Parser_PlantedFaults_AreFound()
    {
        var good = Text(Measured(), openMetrics: false);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ExpositionParser.Parse(good + good, openMetrics: false));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ExpositionParser.Parse(good.Replace("host=\"z1", "host=\"\"z1", StringComparison.Ordinal), openMetrics: false));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ExpositionParser.Parse(good, openMetrics: true));
    }
}
