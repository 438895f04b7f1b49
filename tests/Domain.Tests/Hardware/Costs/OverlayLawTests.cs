using System.Globalization;
using Cloud.Domain.Hardware.Costs.Containers;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

/// <summary>Any operations on any layers behave as they would on one plain tree, and lower layers stay as they are.</summary>
public class OverlayLawTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<string> Path = Gen.Int[0, 2].Array[1, 3].Select(at => string.Join('/', at.Select(i => Names[i])));

    /// <summary>A layer as instructions for an archive: files, directories and whiteouts, in this order.</summary>
    private static readonly Gen<(int Kind, string Path)[]> Layer = Gen.Select(Gen.Int[0, 3], Path).Array[0, 6];

    private static readonly Gen<(int Kind, string From, string To)[]> Steps = Gen.Select(Gen.Int[0, 6], Path, Path).Array[1, 30];

    [Fact]
    public void MergedView_AnyLayers_IsTheFoldOfTheLayers() => Layer.Array[0, 5].Sample(layers =>
    {
        var plain = new PlainTree();
        var lowers = new List<OverlayNode>();
        for (var i = 0; i < layers.Length; i++)
        {
            lowers.Insert(0, Build(layers[i], i));
            plain.Extract(lowers[0]);
        }

        Same(plain, new OverlayFileSystem(OverlayNode.Directory(), lowers));
    });

    [Fact]
    public void AnyOperations_AnyLayers_BehaveLikeOnePlainTree() => Gen.Select(Layer.Array[1, 3], Steps, Gen.Bool).Sample((layers, steps, redirect) =>
    {
        var plain = new PlainTree();
        var lowers = new List<OverlayNode>();
        for (var i = 0; i < layers.Length; i++)
        {
            lowers.Insert(0, Build(layers[i], i));
            plain.Extract(lowers[0]);
        }

        var before = lowers.Select(Text).ToList();
        var union = new OverlayFileSystem(OverlayNode.Directory(), lowers, redirect);
        for (var i = 0; i < steps.Length; i++)
        {
            var (kind, from, to) = steps[i];
            var (expected, actual) = kind switch
            {
                0 => (plain.Write(from, 1000 + i), union.WriteNew(from, 1000 + i)),
                1 => (plain.Append(from), union.Append(from, "x")),
                2 => (plain.MakeDirectory(from), union.MakeDirectory(from)),
                3 => (plain.Remove(from), union.Remove(from)),
                4 => (plain.RemoveTree(from), union.RemoveTree(from)),
                _ => Rename(plain, union, from, to),
            };
            Assert.Equal(expected, actual);
            Same(plain, union);
        }

        Assert.Equal(before, lowers.Select(Text));
        Assert.All(union.Upper.Descendants(), entry => Assert.True(entry.Node.Kind != OverlayKind.Whiteout || union.Lookup(entry.Path).Error != OverlayError.None));
    }, iter: 3000);

    [Fact]
    public void UpperLayer_BesideFreshCopies_HoldsNothingThatIsNotSeen() => Gen.Select(Layer.Array[1, 3], Steps).Sample((layers, steps) =>
    {
        OverlayNode[] lowers = [.. layers.Select(Build)];
        var first = new OverlayFileSystem(OverlayNode.Directory(), lowers);
        var second = new OverlayFileSystem(OverlayNode.Directory(), lowers);
        var untouched = View(second);
        foreach (var (kind, path, _) in steps)
        {
            if (kind % 2 == 0) first.WriteNew(path, 7);
            else first.RemoveTree(path);
        }

        Assert.Equal(untouched, View(second));
        Assert.Empty(second.Upper.Children);
    });

    [Fact]
    public void Limits_FullUpperLayer_RefusesTheWholeOperation()
    {
        var lower = OverlayNode.Directory().With("big", OverlayNode.File(100)).With("small", OverlayNode.File(10));
        var union = new OverlayFileSystem(OverlayNode.Directory(), [lower], limits: new(50, 2));
        Assert.Equal(OverlayError.NoSpace, union.Append("big", "x"));
        Assert.Empty(union.Upper.Children);
        Assert.Equal(OverlayError.None, union.Append("small", "x"));
        Assert.Equal(11, union.UpperBytes);
        Assert.Equal(OverlayError.None, union.WriteNew("big", 39));
        Assert.Equal(OverlayError.NoSpace, union.WriteNew("third", 0));
        Assert.Equal(OverlayError.NoSpace, union.WriteNew("small", 12));
        Assert.Equal(OverlayError.None, union.WriteNew("small", 11));
        Assert.Equal(OverlayError.NameTooLong, union.WriteNew(new string('n', 256), 0));
        Assert.Equal(OverlayError.NameTooLong, union.WriteNew(string.Join('/', Enumerable.Repeat("abc", 1025)), 0));
    }

    [Fact]
    public void Effects_FirstWriteAndTruncation_SayWhatWasCopied()
    {
        var lower = OverlayNode.Directory().With("etc/conf", OverlayNode.File(5, "hello"));
        var union = new OverlayFileSystem(OverlayNode.Directory(), [OverlayNode.Directory(), lower]);
        union.Append("etc/conf", "!");
        Assert.Equal(
            [new(OverlayEffectKind.DirectoryCopiedUp, "etc"), new(OverlayEffectKind.FileCopiedUp, "etc/conf", 5, 2), new(OverlayEffectKind.Written, "etc/conf", 1)],
            union.Effects);
        Assert.Equal("hello!", union.Lookup("etc/conf").Parts[0].Node.Text);
        union.Remove("etc/conf");
        Assert.Equal([new(OverlayEffectKind.Removed, "etc/conf"), new(OverlayEffectKind.WhitedOut, "etc/conf")], union.Effects);
        union.WriteNew("etc/conf", 3, "new");
        Assert.Equal(
            [new(OverlayEffectKind.WhiteoutReplaced, "etc/conf"), new(OverlayEffectKind.Created, "etc/conf"), new(OverlayEffectKind.Written, "etc/conf", 3)], union.Effects);
        var truncated = new OverlayFileSystem(OverlayNode.Directory(), [lower]);
        truncated.WriteNew("etc/conf", 2, "hi");
        Assert.Equal(0, truncated.CopiedUpBytes);
        Assert.Equal("hello", lower.Children["etc"].Children["conf"].Text);
    }

    [Fact]
    public void Rename_InsideARenamedDirectory_RemembersTheLowerName()
    {
        var union = new OverlayFileSystem(OverlayNode.Directory(), [OverlayNode.Directory().With("a/x/file", OverlayNode.File(3))], redirectDirectories: true);
        Assert.Equal(OverlayError.None, union.Rename("a", "b"));
        Assert.Equal(OverlayError.None, union.Rename("b/x", "b/y"));
        Assert.Equal(3, union.Lookup("b/y/file").Bytes);
        Assert.Equal("a/x", union.Lookup("b/y").Parts[0].Node.Redirect);
        Assert.Equal(OverlayError.Invalid, union.Rename("b", "b/y/z"));
    }

    private static (OverlayError, OverlayError) Rename(PlainTree plain, OverlayFileSystem union, string from, string to)
    {
        var actual = union.Rename(from, to);
        return actual == OverlayError.CrossDevice ? (actual, actual) : (plain.Rename(from, to), actual);
    }

    private static OverlayNode Build((int Kind, string Path)[] entries, int layer)
    {
        var root = OverlayNode.Directory();
        for (var i = 0; i < entries.Length; i++)
        {
            var (kind, path) = entries[i];
            if (Blocked(root, path)) continue;
            root.With(path, kind switch { 0 => OverlayNode.Whiteout(), 1 => OverlayNode.Directory(), _ => OverlayNode.File((100 * layer) + i) });
        }

        return root;
    }

    /// <summary>A path through something that is no directory, or to what is there already, is not an archive.</summary>
    private static bool Blocked(OverlayNode root, string path)
    {
        var at = root;
        foreach (var name in path.Split('/'))
        {
            if (at.Kind != OverlayKind.Directory) return true;
            if (!at.Children.TryGetValue(name, out var child)) return false;
            at = child;
        }

        return true;
    }

    private static void Same(PlainTree plain, OverlayFileSystem union) => Assert.Equal(plain.Lines(), View(union));

    private static List<string> View(OverlayFileSystem union)
    {
        var lines = new List<string>();
        void Walk(string path)
        {
            foreach (var name in union.ReadDirectory(path))
            {
                var child = path.Length == 0 ? name : $"{path}/{name}";
                var entry = union.Lookup(child);
                Assert.Equal(OverlayError.None, entry.Error);
                lines.Add(entry.IsDirectory ? child : string.Create(CultureInfo.InvariantCulture, $"{child}={entry.Bytes}"));
                if (entry.IsDirectory) Walk(child);
            }
        }

        Walk("");
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Text(OverlayNode root) => string.Join('\n', root.Descendants().Select(entry =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Path} {entry.Node.Kind} {entry.Node.Bytes} {entry.Node.Text} {entry.Node.Opaque} {entry.Node.Redirect} {entry.Node.Mode}")));
}
