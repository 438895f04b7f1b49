using Cloud.Domain.Placement;
using Cloud.Simulation.Experiments.Openb;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Tests.Workloads.Traces;

public sealed class OpenbTraceTests
{
    private const string Hosts = "sn,cpu_milli,memory_mib,gpu,model\n";
    private const string Pods = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time\n";

    [Fact]
    public void ReadPods_ShareWholeAndNone_KeepWhatTheyAsk()
    {
        var pods = OpenbTrace.ReadPods(new StringReader(Pods
            + "p0,12000,16384,1,460,,LS,Running,0,9,0\r\n\np1,3152,0,8,1000,V100M16|V100M32,BE,Failed,0,9,\np2,1000,1,0,0,,LS,Running,0,9,0\np3,1000,1,0,,,LS,Running,0,9,0\n")).ToList();

        Assert.Equal([("p0", 460), ("p1", 1000), ("p2", 0), ("p3", 0)], pods.Select(pod => (pod.Name, pod.GpuThousandths)));
        Assert.Equal([1, 8, 0, 0], pods.Select(pod => pod.Gpus));
        Assert.Equal(["V100M16", "V100M32"], pods[1].Models);
        Assert.Empty(pods[0].Models);
    }

    [Theory]
    [InlineData("name\n", 1, "header")]
    [InlineData(Pods + "p,1000,1,1,460,,LS,Running,0,9\n", 2, "10 fields")]
    [InlineData(Pods + "p,0,1,1,460,,LS,Running,0,9,0\n", 2, "'0'")]
    [InlineData(Pods + "p,1000,1,1,0,,LS,Running,0,9,0\n", 2, "from 1 to 1000")]
    [InlineData(Pods + "p,1000,1,2,500,,LS,Running,0,9,0\n", 2, "2 GPUs with 500")]
    [InlineData(Pods + "p,1000,1,0,500,,LS,Running,0,9,0\n", 2, "'500'")]
    public void ReadPods_WrongFile_NamesLineAndReason(string text, int line, string reason) =>
        Wrong(() => OpenbTrace.ReadPods(new StringReader(text)).Count(), line, reason);

    [Theory]
    [InlineData("sn\n", 1, "header")]
    [InlineData(Hosts + "h,64000,1,2,T4\n,64000,1,2,T4\n", 3, "without a name")]
    [InlineData(Hosts + "h,64000,1,2,\n", 2, "without a model")]
    [InlineData(Hosts + "h,64000,1,65,T4\n", 2, "from 0 to 64")]
    public void ReadHosts_WrongFile_NamesLineAndReason(string text, int line, string reason) =>
        Wrong(() => OpenbTrace.ReadHosts(new StringReader(text)).Count(), line, reason);

    [Fact]
    public void Cluster_HostAndPod_LoseNothing()
    {
        var host = Assert.Single(OpenbCluster.Hosts(OpenbTrace.ReadHosts(new StringReader(Hosts + "openb-node-0000,128000,262144,2,T4\n"))));
        Assert.Equal((64_000, 262_144L, "openb-node-0000"), (host.NumaNodes[0].Threads, host.NumaNodes[0].MemoryMib, host.Id.Value));
        Assert.Equal(["T4", "T4"], host.Features.Devices.Select(device => device.Model));

        var shape = OpenbCluster.Shape(new OpenbPod("p", 3152, 0, 1, 460) { Models = ["T4"] });
        Assert.Equal((1576, 1L), (shape.Vcpus, shape.MemoryMib));
        Assert.Equal(new DeviceNeed(DeviceKind.Gpu, 1, 460) { Models = ["T4"], Affinity = DeviceAffinity.None }, Assert.Single(shape.Needs!.Devices));
        Assert.Null(OpenbCluster.Shape(new OpenbPod("p", 3152, 1, 0, 0)).Needs);
    }

    [Fact]
    public void Mix_RareTypes_AreLeftOut()
    {
        // 60 + 35 of 100 pods are 95 %: the rest is not expected. Memory makes no type.
        var pods = Enumerable.Range(0, 100).Select(number => number switch
        {
            < 60 => new OpenbPod("a", 2000, number, 1, 500),
            < 95 => new OpenbPod("b", 4000, 1, 0, 0),
            _ => new OpenbPod("c", 8000, 1, 8, 1000),
        }).ToList();
        Assert.Equal([(1000, 1, 500, 60 / 95.0), (2000, 0, 0, 35 / 95.0)],
            OpenbCluster.Mix(pods).Types.ToArray().Select(type => (type.Guest.Vcpus, type.Gpus, type.GpuThousandths, type.Share)));
    }

    /// <summary>One host of two GPUs, pods of half a GPU that need all CPUs of a quarter: four fit and fill it, whatever their order.</summary>
    [Fact]
    public void Run_HostThatFits_IsFilledToTheLastThousandth()
    {
        var suite = new OpenbSuite([new("h", 8000, 4, 2, "T4")], [new("p", 2000, 1, 1, 500), new("p", 2000, 1, 1, 500)]);
        var run = Assert.Single(suite.Run(Scheduler.PlacementProfiles.Find("gpu-best-fit")!, 1).Runs);
        Assert.Equal((100.0, 4, 4), (run.Allocation, run.Arrived, run.Placed));

        // With CPU for three pods only, the fourth is refused.
        var tight = new OpenbSuite([new("h", 7998, 4, 2, "T4")], suite.Pods);
        Assert.Equal((75.0, 4, 3), tight.Run(Scheduler.PlacementProfiles.Find("gpu-best-fit")!, 1).Runs is [var other] ? (other.Allocation, other.Arrived, other.Placed) : default);
    }

    private static void Wrong(Func<object> read, int line, string reason)
    {
        var fault = Assert.Throws<TraceFormatException>(read);
        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
