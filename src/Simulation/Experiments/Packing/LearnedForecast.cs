using Cloud.Simulation.Engine;
using Cloud.Simulation.Workloads.Traces;

namespace Cloud.Simulation.Experiments.Packing;

/// <summary>
/// Lifetimes by size, learned from other instances, and no more: each question is answered from the distribution of those that lived longer
/// than the guest has so far (re-prediction as in NILAS, MLSys 2025). Works with whole distributions: the expected extension of a host is
/// ∫ P(VM lives longer than t) · P(all guests are gone by t) dt.
/// </summary>
public sealed class LearnedForecast : ILifetimeForecast
{
    /// <summary>A size seen less often is answered from all sizes together.</summary>
    public const int FewestOfASize = 50;

    private const int Steps = 60;

    private readonly Dictionary<int, SurvivalCurve> _bySize = [];
    private readonly SurvivalCurve _all;
    private readonly double[] _grid = new double[Steps + 1];

    /// <param name="others">VMs of other instances. Those alive before the window (start 0) are left out: their age is not known.</param>
    public LearnedForecast(IEnumerable<PackingItem> others)
    {
        List<PackingItem> whole = [.. others.Where(item => item.Start > 0)];
        _all = new(whole.Select(item => item.Minutes));
        foreach (var size in whole.GroupBy(item => item.Size).Where(size => size.Count() >= FewestOfASize)) _bySize[size.Key] = new(size.Select(item => item.Minutes));
        // Fine near now, coarse towards the longest lifetime: both ends of the lifetimes matter.
        for (var step = 1; step <= Steps; step++) _grid[step] = _all.Longest * (PortableMath.Pow(2, 10.0 * step / Steps) - 1) / 1023;
    }

    public string Name => "learned by size";

    public double Lifetime(PackingGuest newcomer) => Extension(newcomer, []);

    public double Extension(PackingGuest newcomer, IReadOnlyList<PackingGuest> guests)
    {
        var curve = Curve(newcomer.Item);
        var extension = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var alive = curve.Survival(_grid[step], age: 0);
            if (alive == 0) break;
            foreach (var guest in guests) alive *= 1 - Curve(guest.Item).Survival(_grid[step], guest.Age);
            extension += alive * (_grid[step + 1] - _grid[step]);
        }

        return extension;
    }

    private SurvivalCurve Curve(PackingItem item) => _bySize.TryGetValue(item.Size, out var curve) ? curve : _all;
}
