using Cloud.Scheduler.Numa;
using CsCheck;

namespace Cloud.Scheduler.Tests.Numa;

public sealed class NumaSelectionTests
{
    private static readonly Gen<double> GenCost = Gen.OneOf(Gen.Int[-4, 4].Select(cost => (double)cost), Gen.Const(double.PositiveInfinity));

    [Fact]
    public void Cheapest_AnyCosts_IsTheCheapestOfAllSets() =>
        Gen.Select(Gen.Select(GenCost, GenCost).Array[1, 7], Gen.Int[1, 5]).Sample(
            (costs, parts) =>
            {
                var first = costs.Select(cost => cost.Item1).ToArray();
                var rest = costs.Select(cost => cost.Item2).ToArray();
                var found = NumaSelection.Cheapest(first, rest, parts);
                var least = Enumerable.Range(0, 1 << costs.Length).Where(set => int.PopCount(set) == parts)
                    .Select(set => Cost(set, first, rest)).DefaultIfEmpty(double.PositiveInfinity).Min();
                Assert.Equal(least, found.Cost);
                if (double.IsFinite(least)) Assert.Equal(least, Cost((int)found.Nodes, first, rest));
                Assert.Equal(double.IsFinite(least) ? parts : 0, ulong.PopCount(found.Nodes) is var count ? (int)count : 0);
            },
            iter: 5000);

    [Fact]
    public void Cheapest_Ties_GoToTheLowestIndexes() => Assert.Equal(0b0111UL, NumaSelection.Cheapest(new double[5], new double[5], 3).Nodes);

    private static double Cost(int set, double[] first, double[] rest) =>
        Enumerable.Range(0, first.Length).Where(numa => (set >> numa & 1) != 0)
            .Select((numa, position) => position == 0 ? first[numa] : rest[numa]).Sum();
}
