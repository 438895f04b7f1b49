using Cloud.Simulation.Experiments.Spane;

namespace Cloud.Replay.Tests.Published;

/// <summary>SPANE's published waiting times on Huawei-East-1, through the product's own ledger and pipeline.</summary>
public sealed class SpaneTests
{
    private static readonly Dictionary<(string, int), SpaneSuite> Suites = [];

    [Theory]
    [InlineData("first-fit", 89_822.5225, 362_634.624)]
    [InlineData("balance-fit", 86_009.90875, 336_486.767)]
    public void FiveHosts_ThousandTestEpisodes_AreThePublishedNumbersToTheLastDigit(string policy, double trimmedMean, double mean)
    {
        var result = Suite("test", hosts: 5).Run(Candidate(policy));
        Assert.Equal(1000, result.Waits.Count);
        Assert.Equal((trimmedMean, mean), (result.TrimmedMean, result.Mean));
    }

    /// <summary>Published without decimals.</summary>
    [Theory]
    [InlineData("first-fit", 53_867)]
    [InlineData("balance-fit", 38_611)]
    public void TwoHosts_ThousandTestEpisodes_AreThePublishedNumbersAsPrinted(string policy, double trimmedMean) =>
        Assert.Equal(trimmedMean, Math.Round(Suite("test", hosts: 2).Run(Candidate(policy)).TrimmedMean));

    /// <summary>63,697 is the mean of SPANE's three best models at the size at which they were trained.</summary>
    [Fact]
    public void Selection_OnValidationStartsOnly_BeatsThePublishedLearningOnTheTestStarts()
    {
        var selection = SpaneSelection.Run(Suite("validation", SpaneSelection.Hosts));
        Assert.Equal(SpanePolicy.Candidates.Select(candidate => candidate.Name), selection.Results.Select(result => result.Policy));
        Assert.All(selection.Results, result => Assert.Equal(150, result.Waits.Count));

        var test = Suite("test", SpaneSelection.Hosts).Run(selection.Chosen);
        Assert.True(test.TrimmedMean < 63_697, $"{selection.Chosen.Name}: {test.TrimmedMean}");
    }

    private static SpanePolicy Candidate(string name) => SpanePolicy.Candidates.Single(candidate => candidate.Name == name);

    private static SpaneSuite Suite(string starts, int hosts)
    {
        var data = PublicData.With("huawei-east-1", "Huawei-East-1-lt.csv");
        lock (Suites)
        {
            if (!Suites.TryGetValue((starts, hosts), out var suite)) Suites[(starts, hosts)] = suite = new(data.SpaneTrace(), data.SpaneStarts(starts), hosts);
            return suite;
        }
    }
}
