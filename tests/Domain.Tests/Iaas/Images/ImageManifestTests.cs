using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Images;
using Cloud.Domain.Identity;
using CsCheck;

namespace Cloud.Domain.Tests.Iaas.Images;

public class ImageManifestTests
{
    private const long MiB = 1024 * 1024;
    private static readonly string[] Names = ["nginx", "postgres", "dotnet-runtime", "busybox", "game-server"];

    [Fact]
    public void OfContainer_AnySize_LayersSumToIt_AndEqualContentHasOneDigest() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 2000]).Sample((which, mib) =>
        {
            var name = Names[which];
            var manifest = ImageManifests.OfContainer(new(name), mib);
            Assert.Equal(mib * MiB, manifest.Bytes);
            Assert.Equal(3, manifest.Layers.Count);
            Assert.Equal(manifest.Layers, ImageManifests.OfContainer(new(name), mib).Layers);
            Assert.Equal(3, manifest.Layers.Select(layer => layer.Digest).Distinct().Count());
            Assert.All(manifest.Layers, layer => Assert.Matches("^sha256:[0-9a-f]{64}$", layer.Digest.Value));
        });

    [Fact]
    public void OfContainer_ImagesOfOneDistribution_ShareTheBaseLayerOnly()
    {
        var (web, database) = (ImageManifests.OfContainer(new("nginx"), 75), ImageManifests.OfContainer(new("postgres"), 160));
        Assert.Equal(web.Layers[0].Digest, database.Layers[0].Digest);
        Assert.NotEqual(web.Layers[1].Digest, database.Layers[1].Digest);
        Assert.NotEqual(web.Layers[2].Digest, database.Layers[2].Digest);
        var held = web.Layers.Select(layer => layer.Digest).ToHashSet();
        Assert.Equal(132 * MiB, database.Missing(held).Sum(layer => layer.Bytes));
        Assert.Empty(web.Missing(held));
    }

    [Fact]
    public void OfDisk_OneLayer_OfTheWholeSize()
    {
        var disk = ImageManifests.Of(new ImageId("debian-13"), InstanceKind.VirtualMachine, 330);
        Assert.Equal(330 * MiB, Assert.Single(disk.Layers).Bytes);
        Assert.Null(disk.Process);
    }

    [Fact]
    public void ImageLayer_OneByteMore_IsAnotherLayer_AnotherBuildStepIsNot()
    {
        var layer = new ImageLayer("RUN a", [LayerEntry.OfText("etc/a", "1"), LayerEntry.Directory("tmp")]);
        Assert.Equal(layer, new ImageLayer("RUN b", [LayerEntry.Directory("tmp"), LayerEntry.OfText("etc/a", "1")]));
        Assert.NotEqual(layer, new ImageLayer("RUN a", [LayerEntry.OfText("etc/a", "2"), LayerEntry.Directory("tmp")]));
        Assert.NotEqual(layer, new ImageLayer("RUN a", [LayerEntry.Whiteout("etc/a"), LayerEntry.Directory("tmp")]));
        Assert.Throws<ArgumentException>(() => new ImageLayer("RUN a", [LayerEntry.Directory("tmp"), LayerEntry.Directory("tmp")]));
    }
}
