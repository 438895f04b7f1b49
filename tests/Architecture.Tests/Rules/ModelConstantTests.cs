using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;
using Cloud.Domain.Iaas;

namespace Cloud.Architecture.Tests.Rules;

/// <summary>No number without where it comes from.</summary>
public sealed class ModelConstantTests
{
    private static IEnumerable<string> Faults(ModelConstant constant)
    {
        if (constant.Source.Trim().Length < 4) yield return $"{constant.Key} has no source";
        if (constant.Unit.Length == 0) yield return $"{constant.Key} has no unit";
        if (constant.Section.Length == 0) yield return $"{constant.Key} names no section of the reference sheet";
        if (!double.IsFinite(constant.Value)) yield return $"{constant.Key} is not a number";
    }

    [Fact]
    public void Constants_EachHasSourceUnitAndSection()
    {
        Assert.True(ModelConstants.All.Count >= 100, $"Only {ModelConstants.All.Count} constants were found.");
        Assert.Empty(ModelConstants.All.SelectMany(Faults));
        Assert.Equal(ModelConstants.All.Count, ModelConstants.All.Select(constant => constant.Key).Distinct().Count());
    }

    [Fact]
    public void BootPhasesAndOverheads_EachHasASource()
    {
        Assert.All(InstanceKinds.All.SelectMany(kind => BootPath.Of(kind).Phases), phase => Assert.Contains('[', phase.Source));
        Assert.All(InstanceKinds.All, kind => Assert.Contains('[', InstanceOverhead.Of(kind).Source));
    }

    [Fact]
    public void Guards_PlantedConstant_IsFound() => Assert.Equal(3, Faults(new("x", double.NaN, "ns", Confidence.Engineering, "?", "")).Count());
}
