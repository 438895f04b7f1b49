using Cloud.Simulation.Machine.Scheduling;
using CsCheck;

namespace Cloud.Simulation.Tests.Machine;

public sealed class EntityTreeTests
{
    [Fact]
    public void InsertAndRemove_AnySequence_KeepsOrderColoursAndAugmentation() =>
        Gen.Select(Gen.Bool, Gen.Long[-20, 20], Gen.Long[-50, 50], Gen.Int[0, 1000]).Array[0, 200].Sample(ops =>
        {
            var tree = new EntityTree(augmented: true);
            var model = new List<SchedEntity>();
            foreach (var (insert, key, vruntime, pick) in ops)
            {
                if (insert || model.Count == 0)
                {
                    var entity = new SchedEntity { Key = key, Vruntime = vruntime };
                    tree.Insert(entity);
                    var at = model.FindIndex(x => x.Key > key);
                    model.Insert(at < 0 ? model.Count : at, entity);
                }
                else
                {
                    var victim = model[pick % model.Count];
                    tree.Remove(victim);
                    model.Remove(victim);
                }

                Assert.Equal(model, InOrder(tree.Root));
                Assert.Same(model.FirstOrDefault(), tree.Leftmost);
                Assert.Equal(model.Count, tree.Count);
                Check(tree.Root);
            }
        });

    private static IEnumerable<SchedEntity> InOrder(SchedEntity? node) =>
        node is null ? [] : [.. InOrder(node.Left), node, .. InOrder(node.Right)];

    /// <summary>Checks a subtree; returns its black height and its least virtual run time.</summary>
    private static (int Black, long Least) Check(SchedEntity? node)
    {
        if (node is null) return (1, long.MaxValue);
        Assert.False(node.Red && (node.Left is { Red: true } || node.Right is { Red: true }));
        Assert.True(node.Left is null || node.Left.Parent == node);
        Assert.True(node.Right is null || node.Right.Parent == node);
        var left = Check(node.Left);
        var right = Check(node.Right);
        Assert.Equal(left.Black, right.Black);
        var least = Math.Min(node.Vruntime, Math.Min(left.Least, right.Least));
        Assert.Equal(least, node.SubtreeMinVruntime);
        return (left.Black + (node.Red ? 0 : 1), least);
    }
}
