using Cloud.Domain.Hardware.Costs.Servers;

namespace Cloud.Domain.Hardware.Labs;

/// <summary>Labs 12 and 15: threads in clients and servers.</summary>
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
}
