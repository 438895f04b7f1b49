using Cloud.Scheduler.Overcommit;

namespace Cloud.Scheduler.Tests.Overcommit;

public sealed class BudgetMeterTests
{
    [Fact]
    public void Observe_MoreThanTheBudget_IsSpent()
    {
        var meter = new BudgetMeter(new(0.01, 0.05, 0.05));
        for (var i = 0; i < 20; i++) meter.Observe(0.2, 0);
        Assert.False(meter.IsSpent, "20 of 2016 is less than 1 %");
        meter.Observe(0, 0.06);
        Assert.True(meter.IsSpent);
        Assert.Equal(1, meter.TimeShare);
    }

    [Fact]
    public void Observe_OldViolations_Leave()
    {
        var meter = new BudgetMeter(ViolationBudget.Default);
        for (var i = 0; i < 30; i++) meter.Observe(1, 1);
        for (var i = 0; i < BudgetMeter.Window - 30; i++) meter.Observe(0, 0);
        Assert.True(meter.IsSpent);
        for (var i = 0; i < 10; i++) meter.Observe(0.05, 0.05);
        Assert.Equal(20.0 / BudgetMeter.Window, meter.TimeShare, 12);
        Assert.False(meter.IsSpent);
    }
}
