using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.InputOutput;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class InputOutputTests
{
    private static readonly ExitTable Table = ExitTable.Of(HardwareProfiles.Get("epyc-7763-2s"));
    private static readonly IoCapacity Capacity = new(1, 4, 3.0, 100, 200);

    [Theory] // Test vector of section 10.1.
    [InlineData(10, 14.881)]
    [InlineData(25, 37.2)]
    [InlineData(100, 148.8)]
    public void PacketsPerSecond_SmallFrames_AreTheTestVector(double gbits, double mpps) =>
        Assert.Equal(mpps, Ethernet.PacketsPerSecond(gbits, 64) / 1e6, gbits == 10 ? 3 : 1);

    [Fact]
    public void PacketsPerSecond_Paths_RankAsTheTable()
    {
        double At(IoPath path) => IoThroughput.PacketsPerSecond(Table, path, 18, Capacity);
        Assert.True(At(IoPath.Emulated) < At(IoPath.Virtio) && At(IoPath.Virtio) < At(IoPath.Vhost) && At(IoPath.Vhost) < At(IoPath.VhostUser));
        Assert.True(At(IoPath.VhostUser) <= At(IoPath.SrIov));
        Assert.InRange(At(IoPath.Virtio), 0.35e6, 0.55e6);
        Assert.InRange(At(IoPath.Vhost), 0.9e6, 1.3e6);
        Assert.InRange(At(IoPath.VhostUser), 6e6, 9e6);
    }

    [Fact]
    public void Throughput_AnySizes_NeverExceedsTheLine() =>
        Gen.Select(Gen.Enum<IoPath>(), Gen.Double[1, 65_000], Gen.Double[1, 100]).Sample((path, bytes, line) =>
        {
            var capacity = Capacity with { LineGbs = line };
            var pps = IoThroughput.PacketsPerSecond(Table, path, bytes, capacity);
            Assert.True(pps * bytes * 8 <= line * 1e9);
            Assert.True(IoThroughput.PacketsPerSecond(Table, path, bytes, capacity with { BackendCores = 2 }) >= pps);
        });

    [Theory]
    [InlineData(MeasuredVmm.Metal, 1, 16_473)]
    [InlineData(MeasuredVmm.CloudHypervisor, 1, 9385)]
    [InlineData(MeasuredVmm.Firecracker, 1, 8444)]
    [InlineData(MeasuredVmm.Qemu, 1, 7513)]
    [InlineData(MeasuredVmm.Metal, 32, 301_182)]
    [InlineData(MeasuredVmm.CloudHypervisor, 32, 13_024)]
    [InlineData(MeasuredVmm.Firecracker, 32, 12_880)]
    [InlineData(MeasuredVmm.Qemu, 32, 135_109)]
    public void MeasuredIops_Calibration_IsTheTable(MeasuredVmm vmm, int depth, double iops)
    {
        var drive = HardwareProfiles.Get("m5d-metal").Pcie.Nvme[0];
        Assert.InRange(BlockLatency.MeasuredIops(vmm, depth, drive.LatencyUs, drive.ReadIops), iops * 0.995, iops * 1.005);
    }

    [Theory]
    [InlineData(1460, 25)]
    [InlineData(256, 23)]
    [InlineData(128, 20)]
    [InlineData(96, 18)]
    public void FirecrackerGbs_WriteSize_FollowsThePublishedCurve(double bytes, double gbits) =>
        Assert.InRange(IoThroughput.FirecrackerGbs(bytes), gbits * 0.95, gbits * 1.05);

    [Fact]
    public void BlockLatency_Paths_NeverBeatTheDevice() => Assert.All(Enum.GetValues<IoPath>(), path =>
    {
        Assert.True(BlockLatency.Us(Table, path, 80, 3.1) >= 80);
        Assert.True(BlockLatency.Iops(Table, path, 64, 80, 600_000, Capacity) <= 600_000);
        Assert.True(BlockLatency.Iops(Table, path, 64, 80, 600_000, Capacity) >= BlockLatency.Iops(Table, path, 1, 80, 600_000, Capacity));
    });

    [Fact]
    public void Properties_DirectPaths_CannotMigrate()
    {
        Assert.All([IoPath.Passthrough, IoPath.PassthroughPosted, IoPath.SrIov], p => Assert.False(IoConstants.Of(p).Migratable));
        Assert.True(IoConstants.Of(IoPath.Vdpa).Migratable);
        Assert.True(IoConstants.Of(IoPath.SrIov).SharesDevice);
        Assert.False(IoConstants.Of(IoPath.Passthrough).SharesDevice);
        Assert.InRange(IoThroughput.HostCoreFraction(Table, IoPath.Virtio, 400_000, 18, 3.0), 0.8, 1);
    }

    [Fact]
    public void Iommu_Assignment_NeedsRemappingAndAWholeGroup()
    {
        Assert.True(Iommu.AllowsPassthrough(new(true, true, false)));
        Assert.False(Iommu.AllowsPassthrough(new(true, false, false)));
        Assert.True(Iommu.MayAssign([null, 7], 7));
        Assert.False(Iommu.MayAssign([null, 8], 7));
        Assert.Equal(Iommu.PinSeconds(64, false), 10 * Iommu.PinSeconds(64, true), 1e-9);
        Assert.Equal(2000, Iommu.StrictUnmapCycles);
    }

    [Fact]
    public void TokenBucket_AnyRequests_NeverExceedRatePlusBucket() =>
        Gen.Double[1, 50].Array[1, 100].Sample(requests =>
        {
            var bucket = TokenBucket.Full(100, 10);
            double now = 0, done = 0;
            foreach (var tokens in requests)
            {
                (bucket, var wait) = bucket.Take(tokens, now);
                now += wait;
                done += tokens;
                Assert.True(done <= 100 + (10 * now) + 1e-6);
            }
        });

    [Fact]
    public void TokenBucket_OneTimeBurst_IsNotRefilled()
    {
        var bucket = TokenBucket.Full(10, 1, oneTimeBurst: 5);
        (bucket, var wait) = bucket.Take(15, 0);
        Assert.Equal(0, wait);
        (bucket, wait) = bucket.Take(12, 100);
        Assert.Equal(2, wait, 1e-9);
    }
}
