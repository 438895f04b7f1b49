using Cloud.Domain.Hardware.Costs.Servers;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class ServersTests
{
    [Fact] // Test vector of section 5.1.
    public void Tlp_Fractions_AreTheTestVector()
    {
        Assert.Equal(1.6667, Parallelism.Tlp([.4, .3, .2, .1]), 4);
        Assert.Equal(1.75, Parallelism.Tlp([.2, .4, .25, .1, .05]), 1e-12);
        Assert.Equal(0, Parallelism.Tlp([1]));
    }

    [Theory] // Test vector of section 5.3.
    [InlineData(2, 192.31)]
    [InlineData(4, 344.66)]
    [InlineData(8, 484.79)]
    [InlineData(16, 500.0)]
    public void ClosedNetwork_DelayIo_IsTheTestVector(int threads, double perSecond) =>
        Assert.Equal(perSecond, ClosedNetwork.Solve(new(0.002, 0, 1, 0.008, 0), threads).Throughput, threads == 16 ? 1 : 2);

    [Theory] // Test vector of section 5.3.
    [InlineData(1, 100)]
    [InlineData(2, 119.05)]
    [InlineData(4, 124.63)]
    [InlineData(8, 125.0)]
    public void ClosedNetwork_OneDisk_IsTheTestVector(int threads, double perSecond) =>
        Assert.Equal(perSecond, ClosedNetwork.Solve(new(0.002, 0, 1, 0.008, 1), threads).Throughput, 2);

    [Fact] // Test vector of section 5.3.
    public void SingleThreadedAndScalability_AreTheTestVector()
    {
        Assert.Equal(100, ServerModel.SingleThreaded(0.002, 0.008), 1e-9);
        Assert.Equal(6.58, ServerModel.Scalability(1, .03, 1e-4, 8), 2);
        Assert.Equal(15.77, ServerModel.Scalability(1, .03, 1e-4, 32), 2);
        Assert.Equal(19.43, ServerModel.Scalability(1, .03, 1e-4, 64), 2);
        Assert.Equal(98.5, ServerModel.ScalabilityPeak(.03, 1e-4), 1);
    }

    [Theory] // Test vector of section 5.3, M/M/c.
    [InlineData(1, .8, .8, 4)]
    [InlineData(8, .8, .4576, .286)]
    [InlineData(16, .8, .3049, .0953)]
    [InlineData(8, .95, .8442, 2.110)]
    public void ErlangC_LoadAndServers_IsTheTestVector(int servers, double utilisation, double wait, double meanWait)
    {
        Assert.Equal(wait, ErlangC.WaitProbability(servers, servers * utilisation), 4);
        Assert.Equal(meanWait, ErlangC.MeanWait(servers, servers * utilisation), 3);
    }

    [Theory] // Test vector of section 5.4.
    [InlineData(2, 1.90)]
    [InlineData(8, 5.93)]
    [InlineData(32, 12.55)]
    [InlineData(64, 15.42)]
    public void Amdahl_NinetyFivePercent_IsTheTestVector(int n, double speedup) => Assert.Equal(speedup, Parallelism.Amdahl(.95, n), 2);

    [Fact]
    public void ClosedNetwork_MoreThreads_NeverSlowerAndNeverAboveTheBound() =>
        Gen.Select(Gen.Double[1e-5, 0.01], Gen.Int[1, 32], Gen.Double[1e-5, 0.05], Gen.Int[0, 8], Gen.Int[1, 60]).Sample((cpu, cores, io, disks, threads) =>
        {
            var p = new ClosedNetworkParameters(cpu, 0, cores, io, disks);
            var x = ClosedNetwork.Solve(p, threads);
            Assert.True(x.Throughput <= ClosedNetwork.UpperBound(p, threads) * (1 + 1e-9));
            Assert.True(ClosedNetwork.Solve(p, threads + 1).Throughput >= x.Throughput * (1 - 1e-9));
            Assert.Equal(threads, x.Throughput * x.ResponseSeconds, 1e-6);
        });

    [Fact]
    public void ErlangC_MoreServersAtEqualLoadEach_WaitLess() =>
        Gen.Select(Gen.Int[1, 200], Gen.Double[0.01, 0.99]).Sample((servers, load) =>
        {
            var p = ErlangC.WaitProbability(servers, servers * load);
            Assert.InRange(p, 0, 1);
            Assert.True(ErlangC.WaitProbability(servers + 1, (servers + 1) * load) <= p + 1e-12);
        });

    [Fact]
    public void ErlangC_Overload_WaitsForever()
    {
        Assert.Equal(1, ErlangC.WaitProbability(4, 4));
        Assert.True(double.IsPositiveInfinity(ErlangC.MeanWait(4, 5)));
        Assert.Equal(0, ErlangC.WaitProbability(4, 0));
    }

    [Fact]
    public void Smt_ByStalls_StaysInItsClamp()
    {
        Assert.Equal(1.10, Parallelism.SmtFactor(0), 1e-9);
        Assert.Equal(1.45, Parallelism.SmtFactor(2), 1e-9);
        Assert.Equal(0.625, Parallelism.SmtThreadSpeed(ServerConstants.SmtDefault), 1e-9);
        Assert.Equal(3, Parallelism.TlpBound(8, 4, 1.0 / 3), 1e-9);
        Assert.Equal(32 - (0.05 * 31), Parallelism.Gustafson(.95, 32), 1e-9);
    }

    [Fact]
    public void PageLoad_MoreConnections_ApproachTheLinkFloor()
    {
        var objects = Enumerable.Repeat(new PageObject(0.1, 50_000, 0.001), 20).ToArray();
        var sequential = PageLoad.SequentialSeconds(objects, 1.25e6);
        Assert.Equal(20 * (0.1 + 0.04 + 0.001), sequential, 1e-9);
        Assert.Equal(sequential, PageLoad.ParallelSeconds(objects, 1.25e6, 1), 1e-9);
        var six = PageLoad.ParallelSeconds(objects, 1.25e6, 6);
        Assert.InRange(six, 0.8, sequential / 2);
        Assert.True(PageLoad.ParallelSeconds(objects, 1.25e6, 20) >= 0.8);
    }

    [Fact]
    public void PageLoad_AnyObjects_StaysBetweenItsBounds() =>
        Gen.Select(Gen.Select(Gen.Double[0, 0.5], Gen.Double[1, 1e6], Gen.Double[0, 0.01]).Array[1, 30], Gen.Int[1, 40]).Sample((raw, connections) =>
        {
            var objects = raw.Select(o => new PageObject(o.Item1, o.Item2, o.Item3)).ToArray();
            var time = PageLoad.ParallelSeconds(objects, 1e6, connections);
            Assert.True(time >= objects.Sum(o => o.Bytes) / 1e6 * (1 - 1e-9));
            Assert.True(time >= objects.Max(o => o.ServerSeconds));
            Assert.True(time <= PageLoad.SequentialSeconds(objects, 1e6) * (1 + 1e-9));
        });

    [Fact]
    public void FanOut_ExponentialCalls_GrowWithTheHarmonicNumber()
    {
        Assert.Equal(1 + 0.5 + (1 / 3.0), PageLoad.ExponentialFanOutSeconds(3, 1), 1e-12);
        Assert.Equal(0.7, PageLoad.FanOutSeconds([0.1, 0.7, 0.3]));
    }

    [Fact]
    public void Servers_LectureTable_RanksTheOrganizations()
    {
        var single = ServerModel.SingleThreaded(0.002, 0.008);
        var workers = ServerModel.DispatcherWorker(0.00001, new(0.002, 1e-6, 1, 0.008, 0), 16);
        var loop = ServerModel.EventLoop(0.002, 0.000005, 4, 100e-9, 0.008, 0);
        Assert.True(workers > 4.5 * single);
        Assert.InRange(loop, 0.99 * workers, 1.01 * workers);
        Assert.Equal(125, ServerModel.EventLoop(0.002, 0.000005, 4, 100e-9, 0.008, 1), 1e-9);
        Assert.Equal(10, ServerModel.DispatcherWorker(0.1, new(0.002, 0, 1, 0.008, 0), 16), 1e-9);
        Assert.True(ServerModel.ThreadMemoryBytes(1000) > 30e6);
    }
}
