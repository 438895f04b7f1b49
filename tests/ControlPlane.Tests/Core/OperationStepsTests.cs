using Cloud.ControlPlane.Core;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Tests.Core;

public class OperationStepsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Found by <c>cloud sim --scenario storm</c>: the phases of the boot were laid over the wait for room as well.</summary>
    [Fact]
    public void Succeed_AfterAWaitForRoom_LaysThePhasesBehindIt()
    {
        var instance = new World().Create("web").Value.Instance;
        var waiting = OperationSteps.Wait(OperationSteps.Open(new(Guid.Empty), instance, "instance.create", UserId.System, Start, placed: false), Start);
        var placed = OperationSteps.Placed(waiting, Start.AddSeconds(6));
        var done = OperationSteps.Succeed(placed, [new("monitor", 250), new("kernel", 750)], Start.AddSeconds(10));

        Assert.Equal(
            [("accepted", 0), ("waiting-for-room", 0), ("placed", 6), ("monitor", 6), ("kernel", 7), ("ready", 10)],
            done.Steps.Select(step => (step.Name, (int)(step.StartedAt - Start).TotalSeconds)));
    }
}
