using Cloud.Domain.Hardware.Costs.Fluid;
using C = Cloud.Simulation.Fluid.GuestColumns;

namespace Cloud.Simulation.Fluid;

/// <summary>Cores: how many threads are offered, how often two of them share a core, how often one finds none (5.4, 7.5).</summary>
internal sealed partial class FluidSolver
{
    private const int CrowdRounds = 4;

    /// <summary>Threads that each guest would keep busy were it alone, within its limits.</summary>
    private void Offer()
    {
        ReadOnlySpan<double> offered = Column(C.Offered), quota = Column(C.QuotaCpus), own = Column(C.OwnThreads), vcpus = Column(C.Vcpus);
        for (var i = 0; i < _rows; i++)
        {
            var most = own[i] > 0 ? Math.Min(own[i], vcpus[i]) : vcpus[i];
            _offered[i] = Math.Min(Math.Min(offered[i], quota[i]), most);
        }
    }

    private void Crowd()
    {
        Span<double> pairs = Column(C.PairShare);
        pairs.Clear();
        ReadOnlySpan<double> own = Column(C.OwnThreads), vcpus = Column(C.Vcpus);
        for (var n = 0; n < _platform.NumaNodes; n++)
        {
            ReadOnlySpan<double> share = Column(C.CpuShare(n));
            double mean = 0, most = 0;
            for (var i = 0; i < _rows; i++)
            {
                if (own[i] > 0) continue;
                mean += _offered[i] * share[i];
                if (_offered[i] > 0) most += vcpus[i] * share[i];
            }

            (_mean[n], _most[n]) = (mean, most);
            (_pair[n], _lost[n]) = (0, 0);
            if (mean > 0 && _pool[n] > 0 && most > _pool[n] / _platform.ThreadsPerCore)
                for (var round = 0; round < CrowdRounds; round++) Collide(n, share, own);
            for (var i = 0; i < _rows; i++) pairs[i] += share[i] * _pair[n];
        }

        for (var i = 0; i < _rows; i++)
            if (own[i] > 0) pairs[i] = PairsOnOwnCores(own[i], _offered[i]);
    }

    /// <summary>
    /// One round towards where what share of the busy time a sibling is busy too, what share of the runnable time is a wait, and how often
    /// vCPUs are runnable fit together: waiting and sharing a core stretch the bursts, not the sleeps between them.
    /// </summary>
    private void Collide(int node, ReadOnlySpan<double> share, ReadOnlySpan<double> own)
    {
        ReadOnlySpan<double> demand = Column(C.Demand), vcpus = Column(C.Vcpus), quota = Column(C.QuotaCpus), overhead = Column(C.OverheadPerWork);
        Span<double> sums = stackalloc double[Collisions.Grid];
        sums.Clear();
        var slow = 1 - (_pair[node] * (1 - (_platform.PairThroughput / 2)));
        var mean = 0.0;
        for (var i = 0; i < _rows; i++)
        {
            if (own[i] > 0 || share[i] <= 0 || _offered[i] <= 0) continue;
            var busy = Math.Min(GuestCompiler.BusyThreads(1, demand[i], slow / (1 + overhead[i])), quota[i] / vcpus[i]);
            var stretch = Stretch(_lost[node], demand[i]);
            var runnable = busy * stretch / (1 + (busy * (stretch - 1)));
            Collisions.Add(sums, vcpus[i] * share[i], runnable);
            mean += vcpus[i] * share[i] * runnable;
        }

        double pool = _pool[node], most = _most[node];
        if (_platform.ThreadsPerCore > 1) _pair[node] = Math.Min(1, 2 * Collisions.Excess(sums, pool / _platform.ThreadsPerCore, mean, most) / Math.Min(mean, pool));
        if (most > pool) _lost[node] = Collisions.Excess(sums, pool, mean, most) / mean;
    }

    /// <summary>
    /// Runnable time by running time of a guest where this share of the pool's runnable time is a wait. One that never sleeps waits for its
    /// turn, which its share of the processors says already.
    /// </summary>
    private static double Stretch(double lost, double demand) =>
        1 / (1 - Math.Min(lost, FluidConstants.CollisionMax * Math.Min(1, Math.Min(demand / FluidConstants.CollisionDemand, 2 * (1 - demand)))));

    private double PairsOnOwnCores(double own, double offered)
    {
        if (_platform.ThreadsPerCore == 1 || offered <= 0) return 0;
        return Math.Min(1, 2 * Math.Max(0, offered - (own / _platform.ThreadsPerCore)) / offered);
    }

    /// <summary>Throughput, in cores, of so many busy threads on so many cores with so many threads.</summary>
    private double Throughput(double busy, double cores, double threads) =>
        Math.Min(busy, cores) + (Math.Max(0, Math.Min(busy, threads) - cores) * (_platform.PairThroughput - 1));

    /// <summary>
    /// Threads at full speed that each guest runs in the worst moment for memory: where more is offered than the cores can do, those with
    /// the most traffic come first. Written into <see cref="_threads"/>; <paramref name="intensity"/> is the traffic of one thread.
    /// </summary>
    private void WorstMoment(ReadOnlySpan<double> intensity)
    {
        ReadOnlySpan<double> own = Column(C.OwnThreads), overhead = Column(C.OverheadPerWork);
        var threads = _threads.AsSpan(0, _rows);
        threads.Clear();
        var sorted = false;
        for (var n = 0; n < _platform.NumaNodes; n++)
        {
            ReadOnlySpan<double> share = Column(C.CpuShare(n));
            // With the threads that backends take: these too could be a guest's in the worst moment.
            var cores = _room[n] / _platform.ThreadsPerCore;
            if (_mean[n] <= cores)
            {
                for (var i = 0; i < _rows; i++)
                    if (own[i] <= 0) threads[i] += _offered[i] * share[i];
                continue;
            }

            if (!sorted) SortByIntensity(intensity);
            sorted = true;
            double before = 0, done = 0;
            for (var k = 0; k < _rows; k++)
            {
                var i = _order[k];
                if (own[i] > 0) continue;
                before += _offered[i] * share[i];
                var after = Throughput(before, cores, _room[n]);
                threads[i] += after - done;
                done = after;
            }
        }

        for (var i = 0; i < _rows; i++)
        {
            if (own[i] > 0) threads[i] = Throughput(_offered[i], own[i] / _platform.ThreadsPerCore, own[i]);
            threads[i] /= 1 + overhead[i];
        }
    }

    private void SortByIntensity(ReadOnlySpan<double> intensity)
    {
        for (var k = 0; k < _rows; k++)
        {
            var at = k;
            while (at > 0 && intensity[_order[at - 1]] < intensity[k])
            {
                _order[at] = _order[at - 1];
                at--;
            }

            _order[at] = k;
        }
    }
}
