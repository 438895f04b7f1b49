using Cloud.Simulation.Tests.Published;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class UtilisationTraceTests
{
    [Fact]
    public void Read_TwoColumns_RoundsUpAndCapsAtTheLimit()
    {
        var lines = string.Concat(Enumerable.Repeat("11.32 7.2\n", UtilisationTrace.SamplesPerDay - 1)) + "0 215.3\n";
        Assert.Equal([12, 12, 0], UtilisationTrace.Read("vm", new StringReader(lines), 0).Percents[^3..]);
        Assert.Equal([8, 8, 100], UtilisationTrace.Read("vm", new StringReader(lines), 1).Percents[^3..]);
    }

    [Theory, InlineData("12\n", 1), InlineData("12\nx\n", 2), InlineData("-1\n", 1)]
    public void Read_NotAsDescribed_NamesTheLine(string text, long line) =>
        Assert.Equal(line, Assert.Throws<TraceFormatException>(() => UtilisationTrace.Read("vm", new StringReader(text), 0)).Line);

    [Fact]
    public void ReadArchive_PlanetLab_HasItsPublishedSize()
    {
        using var file = File.OpenRead(Needs.Data("planetlab-2011", "planetlab-2011-3days.tar.gz"));
        var series = UtilisationTrace.ReadArchive(file);
        // 1052, 898 and 1516 VMs; the first day's mean is 12.31 %.
        Assert.Equal(1052 + 898 + 1516, series.Count);
        Assert.Equal(12.31, series.Take(1052).SelectMany(one => one.Percents).Average(percent => (double)percent), 2);
    }
}
