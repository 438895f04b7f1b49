using Cloud.Cli.Labs;
using Cloud.Simulation.Labs;

namespace Cloud.Cli.Tests.Labs;

public sealed class KnobValuesTests
{
    [Theory]
    [InlineData("clock-tick", "workingSet", "256KiB", 256)]
    [InlineData("clock-tick", "workingSet", "2MiB", 2048)]
    [InlineData("clock-tick", "workingSet", "300", 300)]
    [InlineData("thread-models", "cpu", "10ms", 10)]
    [InlineData("thread-models", "cpu", "500us", 0.5)]
    [InlineData("thread-models", "io", "0.1s", 100)]
    [InlineData("cache-refill", "share", "20%", 0.2)]
    [InlineData("context-switch", "pti", "on", 1)]
    [InlineData("hypervisor-types", "processor", "arm", 1)]
    public void Read_NumbersWithUnits_AreInTheKnobsUnit(string lab, string knob, string text, double expected)
    {
        var (values, errors) = KnobValues.Read(MachineLabs.Catalogue.Find(lab)!, [$"{knob}={text}"]);
        Assert.Empty(errors);
        Assert.Equal(expected, values[knob], 9);
    }

    [Theory]
    [InlineData("overlap=99")]
    [InlineData("overlap=2ms")]
    [InlineData("overlap=")]
    [InlineData("overlap")]
    [InlineData("overlap=NaN")]
    [InlineData("overlap=1e999")]
    public void Read_BadValue_NamesTheRange(string pair) =>
        Assert.Contains("a number from 1 to 16", Assert.Single(KnobValues.Read(MachineLabs.Catalogue.Find("cache-refill")!, [pair]).Errors), StringComparison.Ordinal);

    [Fact]
    public void Read_ManyBadPairs_NamesEach() =>
        Assert.Equal(3, KnobValues.Read(MachineLabs.Catalogue.Find("cache-refill")!, ["colour=1", "share=0", "overlap=2", "overlap=3"]).Errors.Count);
}
