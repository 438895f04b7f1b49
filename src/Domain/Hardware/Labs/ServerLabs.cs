using Cloud.Domain.Hardware.Costs.Servers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 12 to 15: threads in clients and servers.</summary>
internal static class ServerLabs
{
    public static IReadOnlyList<Lab> All { get; } =
    [
        new(12, "web-client", "Hiding latency", "L10 multithreaded client",
            "A page of twenty objects. More connections hide the round trips until the link is full.",
            "T ≥ max(Σ bytes/B, Σ cpu, list schedule on m connections)",
            [new("rtt", "round trip", "ms", 100, 1, 500), new("bandwidth", "bandwidth", "Mb/s", 50, 1, 1000), new("size", "object size", "KB", 50, 1, 10_000)],
            k =>
            {
                var objects = Enumerable.Repeat(new PageObject(k["rtt"] / 1000, k["size"] * 1000, 0.001), 20).ToArray();
                var rate = k["bandwidth"] * 125_000;
                return new(new("connections", ""), new("load time", "s"),
                [
                    LabSeries.Over("page", LabScale.Whole(1, 20), m => PageLoad.ParallelSeconds(objects, rate, (int)m)),
                    LabSeries.Over("link floor", LabScale.Whole(1, 20), _ => 20 * k["size"] * 1000 / rate),
                    LabSeries.Over("calls to m servers, one after the other", LabScale.Whole(1, 20), m => m * k["rtt"] / 1000),
                    LabSeries.Over("calls to m servers at once", LabScale.Whole(1, 20), m => PageLoad.ExponentialFanOutSeconds((int)m, k["rtt"] / 1000)),
                ]);
            },
            [new("six connections are more than three times faster", r => r["page"].At(6) * 3 < r["page"].First), new("more connections never hurt, and nothing beats the link", r => r["page"].Falls && r["page"].Min >= r["link floor"].Max), new("fan-out grows slowly", r => r.Series[3].Last < r.Series[2].Last / 4)]),
        new(13, "tlp", "Does it run in parallel?", "L11 thread-level parallelism",
            "Independent threads, each running a fraction of the time. The histogram shows how often i of them run; idle time does not count.",
            "TLP = Σ i c_i/(1 − c_0)",
            [LabKnob.Count("threads", "threads", "", 8, 1, 32), new("busy", "each is busy", "fraction", 0.2, 0.01, 1)],
            k =>
            {
                var c = Binomial(k.Count("threads"), k["busy"]);
                return new(new("threads running", ""), new("fraction of time", ""), [LabSeries.Bars("c", c), LabSeries.Bars("TLP", Parallelism.Tlp(c))]);
            },
            [new("fractions sum to 1", r => Math.Abs(r["c"].Points.Sum(p => p.Y) - 1) < 1e-9), new("a browser is between 1.5 and 2.5", r => r["TLP"].First is >= 1.5 and <= 2.5)]),
        new(14, "server-models", "Three servers", "L12 single thread, workers, event loop",
            "One thread blocks; workers overlap until processor or disks are full; an event loop is a flat line near the processor's limit.",
            "1/(S_c + S_io);  exact MVA;  1/(S_c + S_disp)",
            [new("cpu", "computing", "ms", 2, 0.01, 100), new("io", "I/O", "ms", 8, 0.01, 1000), LabKnob.Count("disks", "disks (0 = elsewhere)", "", 0, 0, 16), LabKnob.Count("cores", "cores", "", 1, 1, 64)],
            k =>
            {
                var network = new ClosedNetworkParameters(k["cpu"] / 1000, 1e-6, k.Count("cores"), k["io"] / 1000, k.Count("disks"));
                return new(new("threads", "", true), new("throughput", "1/s"),
                [
                    LabSeries.Over("single thread", LabScale.Doubling(1, 64), _ => ServerModel.SingleThreaded(network.CpuSeconds, network.IoSeconds)),
                    LabSeries.Over("workers", LabScale.Doubling(1, 64), w => ServerModel.DispatcherWorker(ServerConstants.DispatchUs / 1e6, network, (int)w)),
                    LabSeries.Over("event loop", LabScale.Doubling(1, 64), _ => ServerModel.EventLoop(network.CpuSeconds, ServerConstants.DispatchUs / 1e6, ServerConstants.SyscallsPerRequest.ToInt32(), 1e-7, network.IoSeconds, network.Disks)),
                    LabSeries.Over("response time of the workers, ms", LabScale.Doubling(1, 64), w => 1000 * ClosedNetwork.Solve(network, (int)w).ResponseSeconds),
                ]);
            },
            [new("workers rise and saturate", r => r["workers"].Rises && r["workers"].Last < 1.01 * r["workers"].At(16)), new("one worker is a single thread", r => Math.Abs(r["workers"].First - r["single thread"].First) < 1), new("response time has a knee", r => r.Series[3].Last > 5 * r.Series[3].First)]),
        new(15, "speed-up", "Laws of speed-up", "L13 parallel speed-up and SMT",
            "Amdahl stays below 1/(1 − p), Gustafson grows the problem, the scalability law turns down. A hyper-thread is worth a quarter of a core.",
            "S = 1/((1 − p) + p/n);  n − (1 − p)(n − 1);  n/(1 + α(n − 1) + βn(n − 1))",
            [new("parallel", "parallel fraction", "", 0.95, 0, 1), new("alpha", "contention α", "", 0.03, 0, 0.5), new("beta", "coherence β", "", 1e-4, 1e-6, 0.01), new("stall", "memory-stall fraction", "", 0.43, 0, 1)],
            k => new(new("processors", "", true), new("speed-up", ""),
            [
                LabSeries.Over("Amdahl", LabScale.Doubling(1, 256), n => Parallelism.Amdahl(k["parallel"], n)), LabSeries.Over("Gustafson", LabScale.Doubling(1, 256), n => Parallelism.Gustafson(k["parallel"], n)),
                LabSeries.Over("scalability law", LabScale.Doubling(1, 256), n => ServerModel.Scalability(1, k["alpha"], k["beta"], n)), LabSeries.Bars("SMT factor of one core", 1, Parallelism.SmtFactor(k["stall"])),
            ]),
            [new("Amdahl stays below 20", r => r["Amdahl"].Max < 20), new("the scalability law turns down near 98", r => r["scalability law"].Peak is 64 or 128), new("SMT gives about a quarter", r => Math.Abs(r.Series[3].Last - 1.25) < 0.01)]),
    ];

    private static double[] Binomial(int threads, double busy)
    {
        var c = new double[threads + 1];
        c[0] = 1;
        for (var n = 1; n <= threads; n++)
            for (var i = n; i >= 0; i--) c[i] = (c[i] * (1 - busy)) + (i > 0 ? c[i - 1] * busy : 0);
        return c;
    }
}
