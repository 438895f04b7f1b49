using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class AzureRequestTraceTests
{
    private const string Header = "vm,arrival_s,batch,vcpu,mem_gb,dur_lo_s,dur_hi_s,censored\n";

    [Fact]
    public void ReadTable_Rows_CountArrivalFromTheFirstAndKeepLifetimeBounds()
    {
        var requests = AzureRequestTrace.ReadTable(new StringReader(Header + "0,2100000,0,8,14,600,900,0\n1,2100300,1,1,1.75,68400,,1\n")).ToList();

        Assert.Equal([new TraceShape(8, 14_336, 0), new TraceShape(1, 1_792, 0)], requests.Select(request => request.Shape));
        Assert.Equal([0d, 300d], requests.Select(request => request.ArrivalSeconds));
        Assert.Equal(new TraceLifetime(600, 900, Censored: false), requests[0].Lifetime);
        Assert.Equal(new TraceLifetime(68_400, null, Censored: true), requests[1].Lifetime);
        Assert.Equal([new("batch", "1")], requests[1].Tags);
    }

    [Theory]
    [InlineData("0,600,0,8,14,600,900,0\n1,300,0,8,14,600,900,0\n", 3, "backwards")]
    [InlineData("0,600,0,8,14,900,600,0\n", 2, "'600'")]
    [InlineData("0,600,0,8,14.00001,600,900,0\n", 2, "GB")]
    [InlineData("0,600,0,8,14,600,900,2\n", 2, "from 0 to 1")]
    public void ReadTable_WrongRow_NamesLineAndReason(string rows, int line, string reason)
    {
        var fault = Assert.Throws<TraceFormatException>(() => AzureRequestTrace.ReadTable(new StringReader(Header + rows)).ToList());

        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFlavorText_Batches_AreCountedAcrossLines()
    {
        var map = AzureRequestTrace.ReadFlavorMap(new StringReader("1,0.75 a\n8,14 m\n"));

        var requests = AzureRequestTrace.ReadFlavorText(new StringReader("300 m,m,|,a,|\n600 a,|\n"), map).ToList();

        Assert.Equal([14_336, 14_336, 768, 768], requests.Select(request => request.Shape.MemoryMib));
        Assert.Equal(["0", "0", "1", "2"], requests.Select(request => request.Tags[0].Value));
        Assert.Equal([0d, 0d, 0d, 300d], requests.Select(request => request.ArrivalSeconds));
    }

    [Theory]
    [InlineData("300 x,|\n")]
    [InlineData("m,m,|\n")]
    public void ReadFlavorText_UnknownLetterOrNoTime_IsRefused(string text)
    {
        var map = AzureRequestTrace.ReadFlavorMap(new StringReader("8,14 m\n"));

        Assert.Equal(1, Assert.Throws<TraceFormatException>(() => AzureRequestTrace.ReadFlavorText(new StringReader(text), map).ToList()).Line);
    }

    [Theory]
    [InlineData("1,1 a\n1,2 a\n", 2)]
    [InlineData("1,1\n", 1)]
    [InlineData("0,1 a\n", 1)]
    public void ReadFlavorMap_WrongLine_IsRefused(string text, int line)
    {
        Assert.Equal(line, Assert.Throws<TraceFormatException>(() => AzureRequestTrace.ReadFlavorMap(new StringReader(text))).Line);
    }
}
