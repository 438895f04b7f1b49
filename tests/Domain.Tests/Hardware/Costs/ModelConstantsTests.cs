using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class ModelConstantsTests
{
    [Fact]
    public void All_EveryConstant_SaysWhereItComesFrom()
    {
        Assert.All(ModelConstants.All, c =>
        {
            Assert.Matches("^[a-z0-9.-]+$", c.Key);
            Assert.False(string.IsNullOrWhiteSpace(c.Unit), c.Key);
            Assert.True(c.Source.Length >= 8, c.Key);
            Assert.Matches("^(\\d+|\\d+\\.\\d+)[ .].*", c.Section);
            Assert.True(double.IsFinite(c.Value), c.Key);
        });
        Assert.True(ModelConstants.All.Count > 600, $"{ModelConstants.All.Count}");
    }

    [Fact]
    public void All_Keys_AreUniqueAndFound()
    {
        Assert.Equal(ModelConstants.All.Count, ModelConstants.All.Select(c => c.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ModelConstants.All, c => Assert.Same(c, ModelConstants.Find(c.Key)));
        Assert.Null(ModelConstants.Find("switch.direct.nothing"));
        Assert.Throws<ArgumentException>(() => ModelConstants.Get("switch.direct.nothing"));
    }

    [Theory]
    [InlineData("switch.direct.cr3", 100, Confidence.Confirmed)]
    [InlineData("cfs.weight.-20", 88761, Confidence.Confirmed)]
    [InlineData("cfs.weight.19", 15, Confidence.Confirmed)]
    [InlineData("exit.amd-milan.device-in-user-space", 9500, Confidence.Engineering)]
    [InlineData("exit.isca16-xen-arm.io-out", 16491, Confidence.RecalledStrong)]
    [InlineData("boot.firecracker-pre.kernel", 110, Confidence.ConfirmedRaw)]
    [InlineData("power.lenovo-sr665-7763.40", 237, Confidence.Confirmed)]
    [InlineData("migration.downtime-limit", 300, Confidence.Confirmed)]
    [InlineData("halt-poll.max", 200, Confidence.RecalledStrong)]
    public void Get_StableKey_HasValueAndConfidence(string key, double value, Confidence confidence)
    {
        var constant = ModelConstants.Get(key);
        Assert.Equal((value, confidence), (constant.Value, constant.Confidence));
    }

    [Fact]
    public void All_Sections_CoverTwoToFifteen()
    {
        var sections = ModelConstants.All.Select(c => int.Parse(c.Section.Split('.', ' ')[0])).Distinct().Order();
        Assert.Equal(Enumerable.Range(2, 14), sections);
    }

    [Fact]
    public void Profiles_ExitTables_AreKnown() => Assert.All(
        HardwareProfiles.All.Where(p => p.Paging.Nested),
        p => Assert.Equal(p.ExitTable, Cloud.Domain.Hardware.Costs.Exits.ExitTable.Of(p).Name));

    [Fact]
    public void Profiles_PowerCurves_EqualTheRegisteredOnes() => Assert.All(
        HardwareProfiles.ReferenceNames.Select(HardwareProfiles.Get),
        p => Assert.Equal(Cloud.Domain.Hardware.Costs.Energy.EnergyConstants.Curves[p.Power.Name].Watts, p.Power.Watts));
}
