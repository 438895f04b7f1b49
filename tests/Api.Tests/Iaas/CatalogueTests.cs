using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Iaas;

public sealed class CatalogueTests(SharedCloud cloud)
{
    [Fact]
    public async Task Lists_OfTheCatalogue_AreSeeded()
    {
        Assert.Contains((await cloud.Reader.GetAsync("flavors")).Read<PageView<FlavorView>>(200).Items, flavor => flavor is { Name: "vm.dedicated", CpuPolicy: "dedicated", Vcpus: 8 });
        Assert.Contains((await cloud.Reader.GetAsync("images")).Read<PageView<ImageView>>(200).Items, image => image.Name == "debian-13");
        Assert.Equal([new("z1", 16), new("z2", 16), new("z3", 16)], (await cloud.Reader.GetAsync("zones")).Read<PageView<ZoneView>>(200).Items);
        Assert.Equal("alpine-3.22", (await cloud.Reader.GetAsync("images/alpine-3.22")).Read<ImageView>(200).Name);
    }

    [Fact]
    public async Task CreateGetDelete_OfAFlavor_AsOperator()
    {
        var name = cloud.NewName("flavor");
        var answer = await cloud.Operator.PostAsync("flavors", new { name, vcpus = 3, memoryMib = 3000, kinds = new[] { "vm", "container" } });
        var created = answer.Read<FlavorView>(201);
        Assert.Equal((3, 3000L, 0, 0, "shared"), (created.Vcpus, created.MemoryMib, created.DiskGib, created.NumaNodes, created.CpuPolicy));
        Assert.Equal($"/api/v1/flavors/{name}", answer.Header("Location"));
        (await cloud.Operator.PostAsync("flavors", new { name, vcpus = 3, memoryMib = 3000, kinds = new[] { "vm" } })).Problem("name-taken");
        Assert.Equal(204, (await cloud.Operator.DeleteAsync($"flavors/{name}")).Status);
        (await cloud.Operator.GetAsync($"flavors/{name}")).Problem("not-found");
    }

    [Fact]
    public async Task CreateFlavor_AsTenantOwner_Answers403() =>
        (await cloud.Owner.PostAsync("flavors", new { name = "mine", vcpus = 1, memoryMib = 1, kinds = new[] { "vm" } })).Problem("forbidden");

    [Fact]
    public async Task CreateFlavor_ManyWrongFields_NamesEach()
    {
        var answer = await cloud.Operator.PostAsync("flavors", new { name = "No!", vcpus = 0, memoryMib = 0, diskGib = -1, numaNodes = 9, kinds = Array.Empty<string>() });
        Assert.Equal(["diskGib", "kinds", "memoryMib", "name", "numaNodes", "vcpus"], answer.Problem("validation-failed").Errors!.Select(error => error.Field).Order());
    }

    [Fact]
    public async Task CreateFlavor_UnknownKindInList_NamesItsPlace() =>
        (await cloud.Operator.PostAsync("flavors", new { name = "f", vcpus = 1, memoryMib = 1, kinds = new[] { "vm", "pod" } })).Field("kinds[1]");
}
