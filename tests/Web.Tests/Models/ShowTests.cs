using Cloud.Web.Models;

namespace Cloud.Web.Tests.Models;

public sealed class ShowTests
{
    [Theory]
    [InlineData(512, "512 MiB")]
    [InlineData(1_536, "1.5 GiB")]
    [InlineData(262_144, "256 GiB")]
    [InlineData(12_582_912, "12 TiB")]
    public void Memory_Mib_TakesTheLargestUnit(long mib, string text) => Assert.Equal(text, Show.Memory(mib));

    [Theory]
    [InlineData(0.4, "0.4 ms")]
    [InlineData(161, "161 ms")]
    [InlineData(1_234, "1.23 s")]
    [InlineData(11_760, "11.8 s")]
    [InlineData(180_000, "3.0 min")]
    public void Duration_Milliseconds_TakesTheLargestUnit(double ms, string text) => Assert.Equal(text, Show.Duration(ms));

    [Theory]
    [InlineData(2, "just now")]
    [InlineData(90, "1 min ago")]
    [InlineData(7_300, "2 h ago")]
    public void Ago_Seconds_InOneUnit(int seconds, string text)
    {
        var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(text, Show.Ago(now.AddSeconds(-seconds), now));
    }

    [Fact]
    public void Attribute_Fraction_HasADotWhateverTheCulture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("az-Latn-AZ");
        try
        {
            Assert.Equal("12.35", Show.Attribute(12.3456));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
