using Cloud.Scheduler;

namespace Cloud.Simulation.Tests.Published;

/// <summary>SPANE's published waiting times on Huawei-East-1, through the product's own ledger and pipeline.</summary>
public sealed class SpaneTests
{
    [Theory]
    [InlineData("first-fit", 89_822.5225, 362_634.624)]
    [InlineData("balance-fit", 86_009.90875, 336_486.767)]
    public void FiveHosts_ThousandTestEpisodes_AreThePublishedNumbersToTheLastDigit(string policy, double trimmedMean, double mean)
    {
        var result = SpaneData.Test(hosts: 5).Run(PlacementProfiles.Find(policy)!);
        Assert.Equal(1000, result.Waits.Count);
        Assert.Equal((trimmedMean, mean), (result.TrimmedMean, result.Mean));
    }

    /// <summary>Published without decimals.</summary>
    [Theory]
    [InlineData("first-fit", 53_867)]
    [InlineData("balance-fit", 38_611)]
    public void TwoHosts_ThousandTestEpisodes_AreThePublishedNumbersAsPrinted(string policy, double trimmedMean) =>
        Assert.Equal(trimmedMean, Math.Round(SpaneData.Test(hosts: 2).Run(PlacementProfiles.Find(policy)!).TrimmedMean));
}
