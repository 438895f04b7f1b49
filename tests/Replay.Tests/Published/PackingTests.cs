using Cloud.Simulation.Experiments.Packing;

namespace Cloud.Replay.Tests.Published;

/// <summary>The Azure packing samples of 10,000 VMs: the baselines beside them to the minute, and less with lifetimes.</summary>
public sealed class PackingTests
{
    [Fact]
    public void FirstAndBestFit_TenSamples_AreTheBaselinesToTheMinute()
    {
        var data = PublicData.With("azure-packing-tbpp", "azure-d1-d2.tar.gz");
        var baselines = data.PackingBaselines();
        var samples = data.Packing(10_000, "inf");
        Assert.Equal(10, samples.Count);
        for (var sample = 0; sample < samples.Count; sample++)
        {
            var baseline = baselines[$"10000_inf_{sample + 1}"];
            var (first, best) = (PackingRun.Of(samples[sample], PackingTable.FirstFit), PackingRun.Of(samples[sample], PackingTable.BestFit));
            Assert.Equal(baseline.Bound, first.Bound);
            Assert.Equal((baseline.FirstFitServers, baseline.FirstFitMinutes), (first.Servers, first.ServerMinutes));
            Assert.Equal((baseline.BestFitServers, baseline.BestFitMinutes), (best.Servers, best.ServerMinutes));
        }
    }

    /// <summary>Three of the ten samples; the command runs all.</summary>
    [Fact]
    public void LifetimeAware_TrueAndLearnedLifetimes_NeedFewerServerMinutesThanBestFit()
    {
        var samples = PublicData.With("azure-packing-tbpp", "azure-d1-d2.tar.gz").Packing(10_000, "inf");
        double best = 0, oracle = 0, learned = 0;
        for (var sample = 0; sample < 3; sample++)
        {
            best += PackingRun.Of(samples[sample], PackingTable.BestFit).Ratio / 3;
            oracle += PackingRun.Of(samples[sample], PackingTable.LifetimeAware, new OracleForecast()).Ratio / 3;
            learned += PackingRun.Of(samples[sample], PackingTable.LifetimeAware, PackingTable.Learned(samples, sample)).Ratio / 3;
        }

        Assert.True(oracle < learned && learned < best && learned < 1.137 && oracle < 1.11, $"best-fit {best}, learned {learned}, oracle {oracle}");
    }
}
