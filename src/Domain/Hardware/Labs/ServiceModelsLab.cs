using Cloud.Domain.Hardware.Costs.Services;
using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Lab 42: the same application rented in six ways.</summary>
internal static class ServiceModelsLab
{
    private static readonly string[] Names = ["on premises", "IaaS", "containers", "PaaS", "FaaS", "SaaS"];
    private static ServiceModel[] Models => Enum.GetValues<ServiceModel>();

    public static Lab Lab { get; } = new(42, "service-models", "Who does what?", "L37 IaaS, PaaS, SaaS",
        "The same application on one's own machines, on virtual machines, in containers, on a platform, as functions, as finished software. Each step gives a layer to the provider; what remains is "
        + "the trade between control, time to start, what is trusted, and cost per unit, which overcommit divides.",
        "unit cost = host cost/(usable units · utilisation)",
        [new("hostCost", "cost of a host", "per hour", 4, 0.01, 1000), new("utilisation", "utilisation", "fraction", 0.6, 0.01, 1), LabKnob.Count("units", "vCPUs of a host without overcommit", "", 256, 1, 1024), new("overcommit", "overcommit of shared offers", "ratio", 4, 1, 16)],
        Run,
        [
            new("each model leaves the tenant less", r => r["layers of the tenant"].Falls && r["layers of the tenant"].First == 4 && r["layers of the tenant"].Last == 0), new("functions start faster than machines", r => r["start"].At(4) < r["start"].At(1) / 10),
            new("overcommit divides the cost", r => Math.Abs(r["cost"].At(1) - (4 * r["cost"].At(3))) < 1e-9), new("the radar stays between 0 and 1", r => Names.All(name => r[$"{name} "].Points.All(p => p.Y is >= 0 and <= 1))),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var layers = Enum.GetValues<ResponsibilityLayer>();
        double[] own = [.. Models.Select(model => (double)layers.Count(layer => ServiceModels.TenantOwns(model, layer)))];
        double[] start = [.. Models.Select(ServiceModels.StartSeconds)], code = [.. Models.Select(model => TrustedBase.KLoc(ServiceModels.Isolation(model)))];
        double[] cost = [.. Models.Select(model => ServiceModels.UnitCost(k["hostCost"], k.Count("units") * (model >= ServiceModel.Containers ? k["overcommit"] : 1), k["utilisation"]))];
        double Log(double value) => Math.Log10(1 + value);
        double[][] radar = [own, [.. start.Select(Log)], code, cost];
        return new(
            new LabPlot("who looks after a layer (1 = the tenant)", LabPlotStyle.HeatMap, LabAxis.Of("model", Names), new("tenant", ""), [.. layers.Select(layer => LabSeries.Bars(layer.ToString(), [.. Models.Select(model => ServiceModels.TenantOwns(model, layer) ? 1.0 : 0)]))]),
            LabPlot.Bars("layers of the tenant", LabAxis.Of("model", Names), new("layers", ""), LabSeries.Bars("layers of the tenant", own)), LabPlot.Bars("time to the first request", LabAxis.Of("model", Names), new("start", "s", true), LabSeries.Bars("start", start)),
            LabPlot.Bars("code that separates tenants", LabAxis.Of("model", Names), new("trusted code", "kLoC"), LabSeries.Bars("trusted code", code)), LabPlot.Bars("cost of a vCPU", LabAxis.Of("model", Names), new("cost", "per hour", true), LabSeries.Bars("cost", cost)),
            new LabPlot("radar: each axis relative to its largest (start logarithmic)", LabPlotStyle.HeatMap, LabAxis.Of("axis", "control", "start", "trusted code", "cost"), new("relative", ""),
                [.. Names.Select((name, i) => LabSeries.Bars($"{name} ", [.. radar.Select(axis => axis[i] / axis.Max())]))]));
    }
}
