using Cloud.Domain.Hardware;

namespace Cloud.Domain.Tests.Hardware;

public class ConfidenceTagsTests
{
    [Fact]
    public void Tag_EveryConfidence_ReadsBack()
    {
        foreach (var confidence in Enum.GetValues<Confidence>())
        {
            Assert.True(ConfidenceTags.TryParse(confidence.Tag(), out var read));
            Assert.Equal(confidence, read);
        }

        Assert.False(ConfidenceTags.TryParse("c", out _));
        Assert.Equal(Enum.GetValues<Confidence>().Length, ConfidenceTags.All.Distinct().Count());
    }

    [Fact]
    public void IsPublished_FollowsTheRuleOfTheSheet()
    {
        var published = Enum.GetValues<Confidence>().Where(c => c.IsPublished()).Select(c => c.Tag());
        Assert.Equal(["C", "C-raw", "C-ex", "C-count", "S", "R+"], published);
    }
}
