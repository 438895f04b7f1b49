using Cloud.Domain.Hardware.Costs.Energy;
using Cloud.Domain.Hardware.Costs.Services;
using Cloud.Domain.Hardware.Costs.Structure;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class EnergyAndServicesTests
{
    [Theory] // Test vector of section 14.
    [InlineData("lenovo-sr665-7763", .35, 226.0)]
    [InlineData("hp-ml110-g4", .35, 97.75)]
    [InlineData("hp-ml110-g5", .55, 118.5)]
    public void Power_BetweenPoints_IsTheTestVector(string curve, double load, double watts) =>
        Assert.Equal(watts, EnergyConstants.Curves[curve].At(load), 1e-6);

    [Fact]
    public void Energy_AnyCurve_IsMonotoneInLoadAndTime() =>
        Gen.Select(Gen.Int[0, EnergyConstants.Curves.Count - 1].Select(i => EnergyConstants.Curves.Values.ElementAt(i)), Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1e6]).Sample((curve, u, more, seconds) =>
        {
            Assert.True(curve.At(u + more) >= curve.At(u));
            Assert.True(EnergyUse.Joules(curve, u, seconds + 1) > EnergyUse.Joules(curve, u, seconds));
            Assert.InRange(EnergyUse.ApproximateWatts(curve, u), curve.IdleWatts - 1e-9, curve.PeakWatts + 1e-9);
        });

    [Fact]
    public void Efficiency_Milan_IsBestAtEightyPercent()
    {
        var curve = EnergyConstants.Curves["lenovo-sr665-7763"];
        double At(double u) => EnergyUse.WattsPerRate(curve, u, EnergyConstants.MilanOps / 1e6);
        Assert.Equal(33.6, At(.8), 1);
        Assert.Equal(37.0, At(1), 1);
        Assert.All(Enumerable.Range(1, 10), i => Assert.True(At(i / 10.0) >= At(.8)));
        Assert.Equal(0.237, curve.IdleWatts / curve.PeakWatts, 3);
    }

    [Fact]
    public void Consolidation_LongIdle_Pays_ShortDoesNot()
    {
        var curve = EnergyConstants.Curves["lenovo-sr665-7763"];
        Assert.True(EnergyUse.ConsolidationSavingJoules(curve, .3, 3600, 10) > 0);
        Assert.True(EnergyUse.ConsolidationSavingJoules(curve, .3, 1, 10) < 0);
        Assert.Equal(215 * 180, EnergyUse.BootJoules(curve), 1e-6);
    }

    [Fact]
    public void Responsibility_EachModel_GivesTheProviderMore()
    {
        var owned = Enum.GetValues<ServiceModel>().Select(m => Enum.GetValues<ResponsibilityLayer>().Count(l => ServiceModels.TenantOwns(m, l)));
        Assert.Equal([4, 3, 2, 1, 1, 0], owned);
        Assert.True(ServiceModels.StartSeconds(ServiceModel.Functions) < ServiceModels.StartSeconds(ServiceModel.Containers));
        Assert.True(ServiceModels.StartSeconds(ServiceModel.Containers) < ServiceModels.StartSeconds(ServiceModel.Infrastructure));
        Assert.Equal(IsolationStack.FirecrackerVm, ServiceModels.Isolation(ServiceModel.Functions));
    }

    [Fact]
    public void Credits_Burstable_EarnAndSpend()
    {
        Assert.Equal(24, ServiceModels.CreditsPerHour(0.2, 2));
        Assert.Equal(6, ServiceModels.BurstHours(576, 0.2, 2), 1e-9);
        Assert.True(double.IsPositiveInfinity(ServiceModels.BurstHours(1, 1, 2)));
        Assert.Equal(0.5, ServiceModels.UnitCost(4, 16, 0.5));
    }
}
