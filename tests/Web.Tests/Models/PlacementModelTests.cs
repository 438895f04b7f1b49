using Cloud.Web.Models;
using Cloud.Web.Tests.Fakes;

namespace Cloud.Web.Tests.Models;

public sealed class PlacementModelTests
{
    [Fact]
    public void Funnel_Refusals_LeaveWhatTheExplanationSaysFits()
    {
        var steps = FunnelStep.Of(Samples.Explanation());
        Assert.Equal([48, 16, 12, 12], steps.Select(step => step.Left));
        Assert.Equal("Fits NUMA nodes", steps[2].Rule);
        Assert.Equal("host-00017, NUMA node 1: 2 GiB short", steps[2].NearestMiss);
        Assert.True(steps[2].CapacityWouldHelp);
        Assert.False(steps[1].CapacityWouldHelp);
    }

    [Fact]
    public void ScoreBoard_BestHost_FillsTheBarAndOthersShareItsScale()
    {
        var board = ScoreBoard.Of(Samples.Explanation());
        Assert.Equal(["EmptiestHost", "FewestNeighbours"], board.Scorers.Select(s => s.Scorer));
        Assert.Equal(100, board.Rows[0].Parts.Sum(part => part.Width), precision: 9);
        Assert.Equal(100 * 1.4 / 1.62, board.Rows[1].Parts.Sum(part => part.Width), precision: 9);
        Assert.Equal(board.Rows[0].Parts[0].Width, board.Rows[0].Parts[1].Start, precision: 9);
    }

    [Fact]
    public void ScoreBoard_NegativeTerm_HasNoWidthButKeepsItsValue()
    {
        var explanation = Samples.Explanation() with { Best = [new("h", -1, [new("A", 1, -1), new("B", 1, 0)])] };
        var part = ScoreBoard.Of(explanation).Rows[0].Parts[0];
        Assert.Equal((0d, -1d), (part.Width, part.Value));
    }

    [Fact]
    public void Timeline_Steps_FillTheAxisInProportionAndKeepASliver()
    {
        var bars = TimelineBar.Of(Samples.Operation("instance.create", "succeeded"));
        Assert.Equal(100, bars.Sum(bar => bar.Width), precision: 9);
        Assert.True(bars[2].Width > bars[4].Width && bars[4].Width > bars[3].Width && bars[3].Width > 1.5);
        Assert.Equal(0, bars[0].Width);
        Assert.DoesNotContain(bars, bar => bar.IsOpen);
    }

    [Fact]
    public void Timeline_RunningOperation_LastStepIsOpen() =>
        Assert.Equal("Kernel", Assert.Single(TimelineBar.Of(Samples.Operation("instance.create", "running")), bar => bar.IsOpen).Name);

    [Theory]
    [InlineData("FitsOneNumaNode", "Fits one NUMA node")]
    [InlineData("within-overcommit", "Within overcommit")]
    [InlineData("VcpusFree", "vCPUs free")]
    [InlineData("instance.create", "Launch")]
    public void Words_StableName_ReadsAsWords(string name, string words) => Assert.Equal(words, Words.Of(name));
}
