using Cloud.Domain.Placement;
using Cloud.Persistence.Schema;

namespace Cloud.Persistence.Tests.Schema;

/// <summary>Placements and shapes as earlier versions wrote them, and as they are written now.</summary>
public sealed class StoredPlacementTests
{
    [Fact]
    public void Read_PlacementOfAnEarlierVersion_IsThePlainOne()
    {
        var placement = StoreJson.Read(
            """{"host":"z1-r01-h01","diskGib":20,"claims":[{"numaNode":1,"vcpus":4,"memoryMib":8192,"cores":[2,3]}]}""", StoreJson.Default.HostPlacement);
        Assert.True(placement.IsSame(new(new("z1-r01-h01"), 20, [new(1, 4, 8192, [2, 3])])));
        Assert.Null(placement.Extras);
        Assert.Null(placement.Claims[0].Detail);
        Assert.Equal((4, 8192), (placement.Claims[0].DedicatedVcpus, placement.Claims[0].SmallMib));
    }

    [Fact]
    public void Read_ShapeOfAnEarlierVersion_NeedsNothing() => Assert.Equal(
        new InstanceShape(2, 4096, 20, 0, CpuPolicy.Shared),
        StoreJson.Read("""{"vcpus":2,"memoryMib":4096,"diskGib":20,"numaNodes":0,"cpuPolicy":"Shared"}""", StoreJson.Default.InstanceShape));

    [Fact]
    public void Write_PlainPlacement_IsWhatEarlierVersionsWrote() => Assert.Equal(
        """{"host":"h","diskGib":1,"claims":[{"numaNode":0,"vcpus":1,"memoryMib":2,"cores":[]}]}""",
        StoreJson.Write(new(new("h"), 1, [new(0, 1, 2, [])]), StoreJson.Default.HostPlacement).ToString());

    [Fact]
    public void ReadWrite_NeedsAndWhatIsHeld_AreTheSame()
    {
        var placement = new HostPlacement(new("h"), 1, [new(0, 3, 2048, [0, 1]) { Detail = new() { SharedVcpus = 1, Threads = [0, 2], PageSize = PageSize.Huge1G, Pages = 2 } }])
        {
            Extras = new() { Devices = [new("nic0", 2, [0, 5]), new("gpu0", 300, [])], NetworkMbps = 10, ConfidentialKey = true },
        };
        Assert.True(placement.IsSame(StoreJson.Read(StoreJson.Write(placement, StoreJson.Default.HostPlacement).ToString(), StoreJson.Default.HostPlacement)));
        var shape = new InstanceShape(3, 2048, 1, 2, CpuPolicy.Mixed)
        {
            Needs = new()
            {
                GuestNumaNodes = [new(2, 1024, 1), new(1, 1024)],
                DedicatedVcpus = 1,
                Pages = PageSize.Any,
                Devices = [new(DeviceKind.Gpu, 1, 300) { Models = ["t4"], Affinity = DeviceAffinity.Required }],
                AnyTraits = ["ssd"],
            },
        };
        Assert.Equal(shape, StoreJson.Read(StoreJson.Write(shape, StoreJson.Default.InstanceShape).ToString(), StoreJson.Default.InstanceShape));
    }
}
