using Cloud.Domain.Hardware.Costs.Containers;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class OverlayFileSystemTests
{
    private static OverlayFileSystem Image(bool redirect = false) => new(
        OverlayNode.Directory(),
        [
            OverlayNode.Directory().With("etc/app.conf", OverlayNode.File(10)).With("etc/old", OverlayNode.Whiteout()),
            OverlayNode.Directory().With("etc/app.conf", OverlayNode.File(99)).With("etc/passwd", OverlayNode.File(1000)).With("etc/old", OverlayNode.File(5))
                .With("data/big", OverlayNode.File(1L << 30)),
        ],
        redirect);

    [Fact]
    public void Lookup_Layers_TopWinsAndWhiteoutHides()
    {
        var image = Image();
        Assert.Equal(10, image.Lookup("etc/app.conf").Bytes);
        Assert.Equal(1000, image.Lookup("etc/passwd").Bytes);
        Assert.Equal(OverlayError.NotFound, image.Lookup("etc/old").Error);
        Assert.Equal(OverlayError.NotDirectory, image.Lookup("etc/passwd/x").Error);
        Assert.Equal(["app.conf", "passwd"], image.ReadDirectory("etc"));
        Assert.Equal(["data", "etc"], image.ReadDirectory(""));
        Assert.True(image.Lookup("etc/passwd").LayersVisited > image.Lookup("etc/app.conf").LayersVisited);
    }

    [Fact]
    public void OpenForWrite_LowerFile_CopiesUpOnce()
    {
        var image = Image();
        Assert.Equal(OverlayError.None, image.OpenForWrite("data/big", out var copied));
        Assert.Equal(1L << 30, copied);
        Assert.Equal(OverlayError.None, image.OpenForWrite("data/big", out copied));
        Assert.Equal(0, copied);
        Assert.Equal(1L << 30, image.CopiedUpBytes);
        Assert.Equal(0, image.Lookup("data/big").Parts[0].Layer);
        Assert.Equal(OverlayError.IsDirectory, image.OpenForWrite("data", out _));
        Assert.Equal(OverlayError.NotFound, image.OpenForWrite("data/none", out _));
    }

    [Fact]
    public void Remove_LowerFile_LeavesAWhiteout_UpperOneDoesNot()
    {
        var image = Image();
        Assert.Equal(OverlayError.None, image.Remove("etc/passwd"));
        Assert.Equal(OverlayError.NotFound, image.Lookup("etc/passwd").Error);
        Assert.Equal(OverlayKind.Whiteout, image.Upper.Children["etc"].Children["passwd"].Kind);
        image.WriteNew("etc/new", 1);
        image.Remove("etc/new");
        Assert.False(image.Upper.Children["etc"].Children.ContainsKey("new"));
        Assert.Equal(OverlayError.NotFound, image.Remove("etc/passwd"));
        Assert.Equal(OverlayError.NotEmpty, image.Remove("data"));
    }

    [Fact]
    public void MakeDirectory_OverWhiteout_IsOpaque()
    {
        var image = Image();
        image.Remove("data/big");
        Assert.Equal(OverlayError.None, image.Remove("data"));
        Assert.Equal(OverlayError.None, image.MakeDirectory("data"));
        Assert.Empty(image.ReadDirectory("data"));
        Assert.True(image.Upper.Children["data"].Opaque);
        Assert.Equal(OverlayError.Exists, image.MakeDirectory("etc"));
        Assert.Equal(OverlayError.NotFound, image.MakeDirectory("no/where"));
    }

    [Fact]
    public void Rename_LowerDirectory_IsCrossDeviceUnlessRedirected()
    {
        Assert.Equal(OverlayError.CrossDevice, Image().Rename("etc", "conf"));
        var image = Image(redirect: true);
        Assert.Equal(OverlayError.None, image.Rename("etc", "conf"));
        Assert.Equal(OverlayError.NotFound, image.Lookup("etc").Error);
        Assert.Equal(["app.conf", "passwd"], image.ReadDirectory("conf"));
        Assert.Equal(0, image.CopiedUpBytes);
        Assert.Equal(1000, image.Lookup("conf/passwd").Bytes);
    }

    [Fact]
    public void Rename_File_CopiesUpAndHidesTheOldName()
    {
        var image = Image();
        Assert.Equal(OverlayError.None, image.Rename("etc/passwd", "etc/users"));
        Assert.Equal(["app.conf", "users"], image.ReadDirectory("etc"));
        Assert.Equal(1000, image.CopiedUpBytes);
        Assert.Equal(OverlayError.None, image.Rename("etc/users", "etc/app.conf"));
        Assert.Equal(["app.conf"], image.ReadDirectory("etc"));
        Assert.Equal(1000, image.Lookup("etc/app.conf").Bytes);
        image.MakeDirectory("mine");
        image.WriteNew("mine/a", 7);
        Assert.Equal(OverlayError.None, image.Rename("mine", "yours"));
        Assert.Equal(["a"], image.ReadDirectory("yours"));
    }

    [Fact]
    public void Constructor_TooManyLayers_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new OverlayFileSystem(OverlayNode.Directory(), [.. Enumerable.Range(0, 501).Select(_ => OverlayNode.Directory())]));

    /// <summary>The union must behave as one plain directory would: a set of files.</summary>
    [Fact]
    public void AnyOperations_OnOneDirectory_BehaveLikeAPlainMap() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5]).Array[1, 40].Sample(steps =>
        {
            var lower = OverlayNode.Directory().With("d/0", OverlayNode.File(100)).With("d/1", OverlayNode.File(101));
            var union = new OverlayFileSystem(OverlayNode.Directory(), [OverlayNode.Directory().With("d/1", OverlayNode.File(201)), lower]);
            var plain = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["0"] = 100, ["1"] = 201 };
            foreach (var (kind, file) in steps)
            {
                var name = $"{file}";
                if (kind == 0)
                {
                    Assert.Equal(plain.Remove(name) ? OverlayError.None : OverlayError.NotFound, union.Remove("d/" + name));
                }
                else if (kind == 1)
                {
                    union.WriteNew("d/" + name, file);
                    plain[name] = file;
                }
                else
                {
                    Assert.Equal(plain.ContainsKey(name) ? OverlayError.None : OverlayError.NotFound, union.OpenForWrite("d/" + name, out _));
                }

                Assert.Equal(plain.Keys, union.ReadDirectory("d"));
                Assert.All(plain, p => Assert.Equal(p.Value, union.Lookup("d/" + p.Key).Bytes));
            }

            Assert.Equal(2, lower.Children["d"].Children.Count);
        });
}
