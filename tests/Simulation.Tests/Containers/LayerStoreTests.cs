using Cloud.Domain.Hardware.Costs.Containers;
using Cloud.Domain.Iaas.Images;
using Cloud.Simulation.Containers;
using CsCheck;

namespace Cloud.Simulation.Tests.Containers;

public sealed class LayerStoreTests
{
    private static readonly ImageManifest[] Images =
    [
        ImageManifests.OfContainer(new("nginx"), 75), ImageManifests.OfContainer(new("postgres"), 160), ImageManifests.OfContainer(new("busybox"), 5),
        ImageManifests.OfContainer(new("dotnet-runtime"), 85),
    ];

    [Fact]
    public void Uses_AnyOrderOfAcquireAndRelease_AreAsManyAsUsers_AndBytesCountOnce() => Gen.Int[0, 7].Array[0, 60].Sample(steps =>
    {
        var store = new LayerStore();
        var users = new int[Images.Length];
        foreach (var step in steps)
        {
            var image = step % Images.Length;
            if (step < Images.Length)
            {
                store.Acquire(Images[image]);
                users[image]++;
            }
            else if (users[image] > 0)
            {
                store.Release(Images[image]);
                users[image]--;
            }

            var expected = Images.SelectMany((manifest, at) => manifest.Layers.Select(layer => (layer.Digest, layer.Bytes, Users: users[at])))
                .GroupBy(layer => layer.Digest).ToDictionary(group => group.Key, group => (Users: group.Sum(layer => layer.Users), group.First().Bytes));
            Assert.All(expected, layer => Assert.Equal(layer.Value.Users, store.Uses(layer.Key)));
            Assert.Equal(expected.Values.Sum(layer => layer.Users * layer.Bytes), store.BytesIfCopied);
        }

        var used = Images.Where((_, at) => users[at] > 0).SelectMany(manifest => manifest.Layers).Distinct().Sum(layer => layer.Bytes);
        store.Prune();
        Assert.Equal(used, store.Bytes);
    });

    [Fact]
    public void Acquire_TwoContainersOfOneBase_StandOnTheSameTree()
    {
        var store = new LayerStore();
        var (web, database) = (store.Acquire(Images[0]), store.Acquire(Images[1]));
        Assert.Same(web[^1], database[^1]);
        Assert.NotSame(web[0], database[0]);
        Assert.Equal(2, store.Uses(Images[0].Layers[0].Digest));
        Assert.Equal(28L << 20, store.BytesIfCopied - store.Bytes);
        var inodes = web.Concat(database).Distinct().SelectMany(tree => tree.Descendants()).Select(entry => entry.Node.Inode).ToList();
        Assert.Equal(inodes.Count, inodes.Distinct().Count());
    }

    [Fact]
    public void Release_MoreOftenThanAcquired_Throws()
    {
        var store = new LayerStore();
        store.Acquire(Images[2]);
        store.Release(Images[2]);
        Assert.Throws<InvalidOperationException>(() => store.Release(Images[2]));
        Assert.Equal(5L << 20, store.Prune());
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void PageCache_SecondReaderOfALayer_FindsThePages_TheFirstPays()
    {
        var store = new LayerStore();
        var file = store.Acquire(Images[0])[^1].Children["etc"].Children["passwd"];
        var big = store.Tree(Images[0].Layers[0].Digest).Children["lib"].Children["libc.so.6"];
        var cache = new PageCache();
        var (first, second) = (Fleet.Worlds.Instance(1), Fleet.Worlds.Instance(2));
        Assert.Equal(0, cache.Read(file.Inode, file.Bytes, first));
        Assert.Equal(1, cache.Read(file.Inode, file.Bytes, second));
        cache.Read(big.Inode, 40_960, second);
        Assert.Equal(10, cache.Read(big.Inode, big.Bytes, first));
        Assert.Equal(4096, cache.ChargedTo(first));
        Assert.Equal(Math.Ceiling(big.Bytes / 4096.0) * 4096, cache.ChargedTo(second));
        cache.Orphan(second);
        Assert.Equal(0, cache.ChargedTo(second));
        Assert.True(cache.Pages(big.Inode) > 0);
        Assert.Equal(OverlayKind.File, big.Kind);
    }
}
