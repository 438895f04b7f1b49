using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Threads;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class ThreadModelsTests
{
    private static readonly CoreClock Clock = HardwareProfiles.Get("epyc-7763-2s").Clock;

    [Theory] // Lab 8: eight threads, 1 ms of processor, 9 ms of I/O, one processor.
    [InlineData(ThreadModel.UserLevel, 100)]
    [InlineData(ThreadModel.Kernel, 711)]
    [InlineData(ThreadModel.ManyToMany, 711)]
    public void Throughput_EightThreads_IsThatOfLabEight(ThreadModel model, double perSecond) =>
        Assert.InRange(ThreadModels.Throughput(model, 8, 0.001, 0.009, 1, Clock), perSecond * 0.995, perSecond * 1.005);

    [Fact]
    public void SwitchNs_UserLevel_IsFarCheaperThanKernel()
    {
        Assert.True(ThreadModels.SwitchNs(ThreadModel.Kernel, Clock) > 20 * ThreadModels.SwitchNs(ThreadModel.UserLevel, Clock));
        Assert.True(ThreadModels.CreateNs(ThreadModel.Kernel) > ThreadModels.CreateNs(ThreadModel.ManyToMany));
        Assert.True(ThreadModels.CreateNs(ThreadModel.ManyToMany) > ThreadModels.CreateNs(ThreadModel.UserLevel));
    }

    [Fact]
    public void Blocking_StopsOthers_AsTheLectureSays()
    {
        Assert.False(ThreadModels.OthersRunDuringBlocking(ThreadModel.UserLevel, intercepted: true, spareCarrier: true));
        Assert.True(ThreadModels.OthersRunDuringBlocking(ThreadModel.Kernel, intercepted: false, spareCarrier: false));
        Assert.True(ThreadModels.OthersRunDuringBlocking(ThreadModel.ManyToMany, intercepted: true, spareCarrier: false));
        Assert.False(ThreadModels.OthersRunDuringBlocking(ThreadModel.ManyToMany, intercepted: false, spareCarrier: false));
        Assert.Equal(1, ThreadModels.Parallelism(ThreadModel.UserLevel, 8, 4));
        Assert.Equal(4, ThreadModels.Parallelism(ThreadModel.Kernel, 8, 4));
    }
}
