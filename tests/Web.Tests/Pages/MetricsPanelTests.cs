using System.Text.RegularExpressions;
using Bunit;
using Cloud.Contracts;
using Cloud.Web.Controls.Telemetry;
using Cloud.Web.Models;
using Cloud.Web.Tests.Fakes;

namespace Cloud.Web.Tests.Pages;

public sealed partial class MetricsPanelTests : PortalTest
{
    private static readonly MetricView Granted = new()
    {
        Scope = "instance", Name = "cpu.granted", Unit = "s/s", Kind = "counter", Prometheus = "cloud_instance_cpu_granted_seconds_total", Meaning = "Time on threads.",
        Mechanism = "WaterFilling", Lab = "cfs", From = "/api/v1/labs/cfs",
    };

    private IRenderedComponent<MetricsPanel> Panel(bool isMeasured) => Render<MetricsPanel>(p => p
        .Add(c => c.Path, "/api/v1/hosts/h/metrics").Add(c => c.Charts, MetricChart.OfInstance).Add(c => c.Catalogue, [Granted])
        .Add(c => c.Reading, new MetricsView
        {
            At = DateTimeOffset.UnixEpoch, IsMeasured = isMeasured, From = DateTimeOffset.UnixEpoch, StepSeconds = 1,
            Series = [new() { Name = "cpu.granted", Unit = "s/s", Current = isMeasured ? 0.5 : null, Mean = [0.25, null, 0.75], Min = [0.25, null, 0.75], Max = [0.25, null, 0.75] }],
        }));

    [Fact]
    public void Panel_Measured_TableSaysWhatTheChartsDrawAndWhereItComesFrom()
    {
        var panel = Panel(isMeasured: true);

        Assert.Equal(["cpu.granted", "0.5", "0.25", "0.5", "0.75", "Time on threads. lab cfs WaterFilling"], panel.FindAll("tbody tr > *").Select(cell => Spaces().Replace(cell.TextContent.Trim(), " ")));
        Assert.Equal("/api/v1/labs/cfs", panel.Find("tbody a").GetAttribute("href"));
        Assert.All(panel.FindAll("figure"), figure => Assert.True(figure.HasAttribute("hidden"), "Without script there is no empty chart."));
        Assert.Empty(panel.FindAll("[style]"));
    }

    [Fact]
    public void Panel_NotMeasured_SaysSo()
    {
        var panel = Panel(isMeasured: false);

        Assert.Contains("Nothing is measured now", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("–", panel.Find("[data-now]").TextContent);
    }

    [Theory]
    [InlineData(0.1234, "%", "12.3 %")]
    [InlineData(0.000012, "s", "12 µs")]
    [InlineData(0.25, "s", "250 ms")]
    [InlineData(512.0, "By", "512 B")]
    [InlineData(1610612736.0, "By/s", "1.5 GiB/s")]
    [InlineData(0.0, "1", "0")]
    [InlineData(12345.6, "1/s", "12346")]
    public void Show_Quantity_AsPeopleReadIt(double value, string unit, string expected) => Assert.Equal(expected, Measure.Show(value, unit));

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
