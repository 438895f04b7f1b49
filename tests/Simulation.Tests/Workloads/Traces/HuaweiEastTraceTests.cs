using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class HuaweiEastTraceTests
{
    private const string Header = "vmid,cpu,mem,at,lt\n";

    [Fact]
    public void Read_LargeAndSmall_SpanTwoNumaNodesAboveTenGigabytes()
    {
        var vms = HuaweiEastTrace.Read(new StringReader(Header + "0,4,16,0.0,194.0\n1,4,10,2.0,498.0\n")).ToList();

        Assert.Equal([new(4, 16_384, 0, 194), new(4, 10_240, 2, 498)], vms);
        Assert.Equal([2, 1], vms.Select(vm => vm.NumaNodes));
    }

    [Fact]
    public void ReadRequests_WholeSeconds_BoundTheLifetimeToOneSecond()
    {
        var request = Assert.Single(HuaweiEastTrace.ReadRequests(new StringReader(Header + "0,4,16,7.0,194.0\n")));

        Assert.Equal((new TraceShape(4, 16_384, 2), 7d), (request.Shape, request.ArrivalSeconds));
        Assert.Equal(new TraceLifetime(193, 194, Censored: false), request.Lifetime);
    }

    [Theory]
    [InlineData("1,4,16,0.0,194.0\n", 2, "expected VM 0")]
    [InlineData("0,4,16,5.0,194.0\n1,4,16,4.0,194.0\n", 3, "backwards")]
    [InlineData("0,4,16,0.5,194.0\n", 2, "'0.5'")]
    [InlineData("0,4,0,0.0,194.0\n", 2, "without memory")]
    public void Read_WrongRow_NamesLineAndReason(string rows, int line, string reason)
    {
        var fault = Assert.Throws<TraceFormatException>(() => HuaweiEastTrace.Read(new StringReader(Header + rows)).ToList());

        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
