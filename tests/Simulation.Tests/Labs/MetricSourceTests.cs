using Cloud.ControlPlane.Telemetry;
using Cloud.Simulation.Labs;

namespace Cloud.Simulation.Tests.Labs;

/// <summary>"Where this number comes from" leads somewhere.</summary>
public sealed class MetricSourceTests
{
    [Fact]
    public void Metric_OfTheCatalogue_NamesALabAndATypeThatExist()
    {
        var labs = MachineLabs.Catalogue.All.Select(lab => lab.Id).ToHashSet(StringComparer.Ordinal);
        var types = typeof(MachineLabs).Assembly.GetTypes().Concat(typeof(Domain.Hardware.Labs.Lab).Assembly.GetTypes()).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(MetricCatalogue.All.Where(metric => metric.Lab is not null && !labs.Contains(metric.Lab)).Select(metric => $"{metric.Name}: lab {metric.Lab}"));
        Assert.Empty(MetricCatalogue.All.Where(metric => !types.Contains(metric.Mechanism)).Select(metric => $"{metric.Name}: type {metric.Mechanism}"));
    }
}
