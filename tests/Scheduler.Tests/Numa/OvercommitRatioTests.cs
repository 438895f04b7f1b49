using Cloud.Scheduler.Numa;
using CsCheck;

namespace Cloud.Scheduler.Tests.Numa;

public sealed class OvercommitRatioTests
{
    [Theory]
    [InlineData(1, 8, 8)]
    [InlineData(1.5, 9, 13)]
    [InlineData(1.15, 100, 115)]
    [InlineData(1.1, 10, 11)]
    [InlineData(16, 64, 1024)]
    public void Capacity_ReadableRatio_IsTheDecimalProductRoundedDown(double ratio, long physical, long capacity) =>
        Assert.Equal(capacity, OvercommitRatio.Of(ratio).Capacity(physical));

    [Fact]
    public void PhysicalBehind_AnyPromise_IsTheLeastThatCarriesIt() =>
        Gen.Select(Gen.Int[100, 1600], Gen.Long[1, 5000]).Sample((hundredths, promised) =>
        {
            var ratio = OvercommitRatio.Of(hundredths / 100.0);
            var physical = ratio.PhysicalBehind(promised);
            Assert.True(ratio.Capacity(physical) >= promised);
            Assert.True(ratio.Capacity(physical - 1) < promised);
        });

    [Theory]
    [InlineData(0.99)]
    [InlineData(1001)]
    [InlineData(double.NaN)]
    public void Of_OutOfRange_Throws(double ratio) => Assert.Throws<ArgumentOutOfRangeException>(() => OvercommitRatio.Of(ratio));
}
