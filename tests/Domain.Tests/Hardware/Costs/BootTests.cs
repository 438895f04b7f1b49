using CsCheck;
using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Boot;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class BootTests
{
    [Theory]
    [InlineData(BootPath.Firecracker, 160.9)]
    [InlineData(BootPath.FirecrackerPreconfigured, 110)]
    [InlineData(BootPath.CloudHypervisor, 102.5)]
    [InlineData(BootPath.QemuQboot, 213.9)]
    [InlineData(BootPath.QemuDirect, 243.5)]
    [InlineData(BootPath.QemuMicrovm, 582)]
    [InlineData(BootPath.KataQemu, 500)]
    [InlineData(BootPath.Container, 20)]
    [InlineData(BootPath.GVisor, 50)]
    public void MedianMs_OnePath_IsTheTable(BootPath path, double ms) => Assert.Equal(ms, BootModel.MedianMs(new(path, 0.25)), 1);

    [Fact]
    public void MedianMs_CloudImageAndConfidential_AreSeconds()
    {
        Assert.InRange(BootModel.MedianMs(new(BootPath.FullVm, 4)), 10_000, 25_000);
        var plain = BootModel.Phases(new(BootPath.ConfidentialVm, 4));
        Assert.Contains(plain, p => p.Name == BootPhaseName.Launch);
        Assert.Equal(BootPhaseName.Attestation, plain[^1].Name);
        Assert.True(BootModel.MedianMs(new(BootPath.ConfidentialVm, 16)) > BootModel.MedianMs(new(BootPath.ConfidentialVm, 4)));
    }

    [Fact]
    public void Phases_EveryPath_HavePositiveMedians() => Assert.All(Enum.GetValues<BootPath>(), path =>
    {
        var phases = BootModel.Phases(new(path, 1));
        Assert.NotEmpty(phases);
        Assert.All(phases, p => Assert.True(p.MedianMs > 0 && p.Sigma > 0));
        Assert.True(BootModel.P99Ms(new(path, 1)) > BootModel.MedianMs(new(path, 1)));
        Assert.True(BootModel.P99Ms(new(path, 1, Loaded: true)) > BootModel.P99Ms(new(path, 1)));
    });

    [Fact]
    public void Contention_Parallel_StartsAtTenAndNeverFalls()
    {
        Assert.Equal(1, BootModel.Contention(10, onHost: true));
        for (var k = 1; k < 300; k++) Assert.True(BootModel.Contention(k + 1, true) >= BootModel.Contention(k, true));
        var whole = BootModel.MedianMs(new(BootPath.Firecracker, 0.25, Parallel: 100)) / BootModel.MedianMs(new(BootPath.Firecracker, 0.25));
        Assert.InRange(whole, (1 + (0.075 * Math.Log(100))) * 0.97, (1 + (0.075 * Math.Log(100))) * 1.03);
    }

    [Fact]
    public void Prealloc_LargePages_AndSnapshots_MoveTheTime()
    {
        var lazy = BootModel.MedianMs(new(BootPath.QemuDirect, 4));
        Assert.Equal(lazy + 1200, BootModel.MedianMs(new(BootPath.QemuDirect, 4, Preallocate: true)), 1e-6);
        var saving = 1 - (BootModel.MedianMs(new(BootPath.FirecrackerPreconfigured, 0.25, HugePages: true)) / 110);
        Assert.InRange(saving, 0.05, 0.5);
        Assert.True(BootModel.SnapshotMs(20, cached: true) < BootModel.SnapshotMs(20, cached: false));
        Assert.Equal(180, BootModel.AdmissionPerSecond(36));
    }

    [Fact] // Test vector of section 11.3.
    public void PodSize_WorkedExample_IsTheTestVector()
    {
        var size = IsolatedPod.Size(1500, 500, 600, 128, 600, 160);
        Assert.Equal(new PodSize(2, 728, 2100, 760), size);
    }

    [Theory] // Test vector of section 11.4.
    [InlineData(4096, 245.8)]
    [InlineData(16_384, 983.0)]
    [InlineData(17_070, 1024)]
    [InlineData(65_536, 1024)]
    public void PoolMib_ConfidentialGuest_IsTheTestVector(double memory, double pool) => Assert.Equal(pool, ConfidentialVm.PoolMib(memory, confidential: true), 1);

    [Fact]
    public void Confidential_Io_CostsACopy()
    {
        Assert.Equal(64, ConfidentialVm.PoolMib(4096, confidential: false));
        Assert.Equal(256 * 1024, ConfidentialVm.MaxMappingBytes);
        Assert.Equal(0.15625, ConfidentialVm.BounceCoreFraction(10), 1e-9);
        Assert.Equal(3.1 * 8000 / 8 + 800, ConfidentialVm.BounceCycles(8000, 3.1), 1e-9);
        Assert.Equal(2500, ConfidentialVm.ExitCycles(1000, ConfidentialTechnology.SevSnp));
        Assert.InRange(ConfidentialVm.ExitCycles(1000, ConfidentialTechnology.Tdx), 5900, 6000);
        Assert.Equal(1000, ConfidentialVm.ExitCycles(1000, ConfidentialTechnology.None));
        Assert.True(ConfidentialVm.LaunchMs(4, lazyAcceptance: true) < ConfidentialVm.LaunchMs(4, lazyAcceptance: false) / 10);
        Assert.Contains("live migration", ConfidentialVm.Disabled);
        Assert.Equal(64 * 1048576.0 / 0.001, ConfidentialVm.PoolBytesPerSecond(64, 0.001), 3);
    }

    [Fact]
    public void Density_Limits_AreMemoryOrProcessors()
    {
        Assert.Equal(100, IsolatedPod.Density(14_240, 1000, 128, 4.4, 1000, 4, 1));
        Assert.Equal(16, IsolatedPod.Density(1e6, 0, 128, 4.2, 8, 2, 1));
        Assert.Equal(9216, IsolatedPod.TemplateSavedMib(100, 128), 1e-6);
    }

    [Fact]
    public void ConfidentialLifecycle_AnyEvents_HoldSecretsOnlyAfterAnAcceptedReport() =>
        Gen.Int[0, 4].Select(i => (ConfidentialEvent)i).Array[0, 12].Sample(events =>
        {
            var state = ConfidentialState.Created;
            var accepted = false;
            foreach (var happened in events)
            {
                if (ConfidentialLifecycle.Next(state, happened) is not { } next) continue;
                accepted |= happened == ConfidentialEvent.ReportAccepted;
                Assert.False(state == ConfidentialState.Rejected);
                state = next;
            }

            Assert.True(accepted || !ConfidentialLifecycle.HoldsSecrets(state));
        });

    [Fact]
    public void QuantileMs_InTheMiddle_IsTheMedianAndRisesWithZ()
    {
        var request = new BootRequest(BootPath.Firecracker, 0.25);
        Assert.Equal(BootModel.MedianMs(request), BootModel.QuantileMs(request, 0), BootModel.MedianMs(request) * 0.005);
        Assert.True(BootModel.QuantileMs(request, -1) < BootModel.QuantileMs(request, 0) && BootModel.QuantileMs(request, 1) < BootModel.P99Ms(request));
    }
}
