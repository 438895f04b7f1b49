using Cloud.Domain.Hardware;

namespace Cloud.Domain.Tests.Hardware;

public class HardwareProfilesTests
{
    public static TheoryData<string> Names => [.. HardwareProfiles.All.Select(p => p.Name)];

    [Fact]
    public void All_Always_HoldsReferenceHostsAndHistoricOnes()
    {
        var expected = new[] { "altra-q80-30-2s", "epyc-7742-2s", "epyc-7763-2s", "firefly", "graviton2", "m5d-metal", "skylake-5120-2s", "xeon-2007-2s", "xeon-6338-2s" };
        Assert.Equal(expected, HardwareProfiles.All.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.All(HardwareProfiles.ReferenceNames, name => Assert.NotNull(HardwareProfiles.Find(name)));
        Assert.Null(HardwareProfiles.Find("pdp-11"));
        Assert.Contains("epyc-7763-2s", Assert.Throws<ArgumentException>(() => HardwareProfiles.Get("pdp-11")).Message);
    }

    [Theory]
    [InlineData("xeon-6338-2s", 64, 128, "default,snc2")]
    [InlineData("epyc-7763-2s", 128, 256, "nps1,nps2,nps4")]
    [InlineData("altra-q80-30-2s", 160, 160, "default,hemisphere,quadrant")]
    public void Find_ReferenceHost_HasCoresThreadsAndModes(string name, int cores, int threads, string modes)
    {
        var profile = HardwareProfiles.Get(name);
        Assert.Equal((cores, threads), (profile.Cores, profile.HardwareThreads));
        Assert.Equal(modes, string.Join(',', profile.NumaModes.Select(m => m.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NumaModes_EveryProfile_NodesSumToTheHost(string name)
    {
        var profile = HardwareProfiles.Get(name);
        foreach (var mode in profile.NumaModes)
        {
            Assert.Equal(profile.Cores, mode.Nodes.Sum(n => n.Cores));
            Assert.Equal(profile.HardwareThreads, mode.Nodes.Sum(n => n.HardwareThreads));
            Assert.Equal(profile.Memory.DefaultMib, mode.Nodes.Sum(n => n.MemoryMib));
            Assert.Equal(profile.Sockets * profile.Memory.SocketPeakGBs, mode.Nodes.Sum(n => n.PeakGBs), 6);
            Assert.Equal(mode.Nodes.Count, mode.Slit.Size);
            Assert.Equal(Enumerable.Range(0, mode.Nodes.Count), mode.Nodes.Select(n => n.Index));
        }
    }

    [Fact]
    public void NumaModes_MilanNps4_IsTheReferenceMatrix()
    {
        var nps4 = HardwareProfiles.Get("epyc-7763-2s").FindNumaMode("nps4")!;
        Assert.Equal([10, 12, 12, 12, 32, 32, 32, 32], nps4.Slit.Row(0).ToArray());
        Assert.Equal([110, 96, 110, 110, 200, 200, 200, 200], nps4.LatencyNs.Row(1).ToArray());
        Assert.Equal((16, 2, 131_072L, 2, 51.2), (nps4.Nodes[7].Cores, nps4.Nodes[7].ThreadsPerCore, nps4.Nodes[7].MemoryMib, nps4.Nodes[7].Channels, nps4.Nodes[7].PeakGBs));
        Assert.Equal(1, nps4.Nodes[7].Socket);
        Assert.Equal((96 + (3 * 110) + (4 * 200)) / 8.0, nps4.InterleavedLatencyNs(0), 9);
    }

    [Fact]
    public void CacheLatency_MilanAtAllCoreClock_IsCyclesOverClock()
    {
        var milan = HardwareProfiles.Get("epyc-7763-2s");
        Assert.Equal(12 / 3.1, milan.Cache(CacheName.L2)!.LatencyNs(milan.Clock), 9);
        var xeon = HardwareProfiles.Get("xeon-6338-2s");
        Assert.Equal(22, xeon.Cache(CacheName.L3)!.LatencyNs(xeon.Clock));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sources_EveryProfile_PointAtPartsOfTheFile(string name)
    {
        var profile = HardwareProfiles.Get(name);
        using var json = System.Text.Json.JsonDocument.Parse(HardwareProfileWriter.Write(profile));
        Assert.All(profile.Sources, s => Assert.True(json.RootElement.TryGetProperty(s.Path[2..], out _), s.Path));
    }

    [Theory]
    [InlineData(0, 108)]
    [InlineData(0.35, 226)]
    [InlineData(1, 455)]
    [InlineData(-1, 108)]
    [InlineData(2, 455)]
    public void PowerAt_MilanCurve_InterpolatesBetweenPoints(double load, double watts) =>
        Assert.Equal(watts, HardwareProfiles.Get("epyc-7763-2s").Power.At(load), 6);
}
