using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class HuaweiTopologyTraceTests
{
    private const string RequestHeader = "flavor_vcpus,flavor_ram,numa,strategy,group,domain\n";

    [Fact]
    public void ReadRequests_OneAndTwoNumaNodes_KeepSizeAndTags()
    {
        var requests = HuaweiTopologyTrace.ReadRequests(new StringReader(RequestHeader + "8,16,1,fault_domain,0,1\r\n\n32,128,2,,,\n")).ToList();

        Assert.Equal([new TraceShape(8, 16_384, 1), new TraceShape(32, 131_072, 2)], requests.Select(request => request.Shape));
        Assert.Equal([0L, 1L], requests.Select(request => request.Index));
        Assert.Equal([new("strategy", "fault_domain"), new("group", "0"), new("domain", "1")], requests[0].Tags);
        Assert.Empty(requests[1].Tags);
        Assert.All(requests, request => Assert.Null(request.ArrivalSeconds));
    }

    [Theory]
    [InlineData("vcpus,ram\n1,2\n", 1, "header")]
    [InlineData(RequestHeader + "8,16,1,,\n", 2, "5 fields")]
    [InlineData(RequestHeader + "8,16,3,,,\n", 2, "from 1 to 2")]
    [InlineData(RequestHeader + "1,1,1,,,\n0,16,1,,,\n", 3, "'0'")]
    [InlineData(RequestHeader + "8,-1,1,,,\n", 2, "GB")]
    [InlineData(RequestHeader + "8,0,1,,,\n", 2, "without memory")]
    [InlineData("", 1, "header")]
    public void ReadRequests_WrongFile_NamesLineAndReason(string text, int line, string reason)
    {
        var fault = Assert.Throws<TraceFormatException>(() => HuaweiTopologyTrace.ReadRequests(new StringReader(text)).ToList());

        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadRequests_EndlessFile_IsStreamed()
    {
        var firstTen = HuaweiTopologyTrace.ReadRequests(new EndlessReader(RequestHeader, "4,8,1,,,")).Take(10);

        Assert.Equal(10, firstTen.Count());
    }

    [Fact]
    public void ReadHosts_FullNumaNode_IsZero()
    {
        var hosts = HuaweiTopologyTrace.ReadHosts(new StringReader("CPU1,RAM1,CPU2,RAM2\n48,32,0,0\n")).ToList();

        Assert.Equal([new HuaweiHost(new(48, 32_768), new(0, 0))], hosts);
    }

    [Fact]
    public void ReadRacks_Row_KeepsName()
    {
        Assert.Equal([new HuaweiRackRow("host-0", 7)], HuaweiTopologyTrace.ReadRacks(new StringReader("host_id,rack_id\nhost-0,7\n")));
    }

    private sealed class EndlessReader(string header, string row) : TextReader
    {
        private bool _started;

        public override string? ReadLine()
        {
            if (_started) return row;
            _started = true;
            return header.TrimEnd();
        }
    }
}
