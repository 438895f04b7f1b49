using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Models;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 13: three programs on a machine, their thread-level parallelism measured by the lecture's formula.</summary>
internal static class ParallelismLab
{
    private const long SimulatedNs = 10_000_000_000;
    private static readonly string[] Programs = ["browser", "compile", "encode"];

    public static Lab Lab { get; } = new(13, "tlp", "Does it run in parallel?", "L11 thread-level parallelism",
        "A browser, a compiler with one job per processor and a video encoder whose frames begin with a serial part run on the event-level machine. The histogram shows how "
        + "long exactly i of their threads run at once; time in which none runs does not count. A browser has many threads and still uses about two processors.",
        "TLP = Σ i c_i/(1 − c_0)",
        [
            LabKnob.Count("processors", "processors", "", 8, 1, 16), LabKnob.Count("connections", "connections of the browser", "", 6, 1, 20), new("roundTrip", "round trip", "ms", 40, 1, 500),
            new("serial", "serial part of a frame", "ms", 4, 0.1, 50),
        ],
        Run,
        [
            new("fractions sum to 1", r => Programs.All(name => Math.Abs(r[name].Sum - 100) < 1e-6)),
            new("a browser is between 1.5 and 2.5", r => r["TLP"].First is >= 1.5 and <= 2.5),
            new("a compiler fills the machine, an encoder only its parallel part", r => r["TLP"].At(1) > 7 && r["TLP"].At(2) < 6.8),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var n = k.Count("processors");
        LabMachine Machine() => new(new MachineParameters { Topology = MachineTopology.Flat(n), TickHz = 250 });
        LabMachine browser = Machine(), compile = Machine(), encode = Machine();
        TlpMeter[] meters =
        [
            BrowserClient.Add(browser.Host, k.Count("connections"), (long)(k["roundTrip"] * 1e6)).Process.Meter!, Compile(compile.Host, n), Encode(encode.Host, n, (long)(k["serial"] * 1e6)),
        ];
        foreach (var machine in new[] { browser, compile, encode }) machine.Loop.RunUntil(SimulatedNs);
        var counts = Enumerable.Range(0, n + 1).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new(
            LabPlot.Bars("how many run at once", LabAxis.Of("threads running", counts), new("of the time", "%"), [.. meters.Select((meter, i) => Histogram(Programs[i], meter, n))]),
            LabPlot.Bars("thread-level parallelism", LabAxis.Of("program", Programs), new("TLP", "threads"), LabSeries.Bars("TLP", [.. meters.Select(meter => meter.Tlp(SimulatedNs))])));
    }

    private static LabSeries Histogram(string name, TlpMeter meter, int processors)
    {
        var shares = meter.Shares(SimulatedNs);
        return LabSeries.Bars(name, [.. Enumerable.Range(0, processors + 1).Select(i => i < shares.Count ? 100 * shares[i] : 0)]);
    }

    /// <summary>One job per processor: computes for about 80 ms, then reads the next file.</summary>
    private static TlpMeter Compile(HostMachine host, int jobs)
    {
        var process = host.AddProcess("compile", meter: new TlpMeter());
        var disk = host.AddDevice("disk", 4);
        for (var i = 0; i < jobs; i++) host.AddTask(process, new TaskSpec($"cc{i}", new OpProgram(Op.ComputeRandom(80_000_000), Op.Io(disk, 1_000_000, isMean: true))));
        return process.Meter!;
    }

    /// <summary>A frame begins with a serial part, then as many slices as processors are worked on; the next frame waits for all of them.</summary>
    private static TlpMeter Encode(HostMachine host, int workers, long serialNs)
    {
        var process = host.AddProcess("encode", meter: new TlpMeter());
        var slices = host.AddChannel("slices");
        var done = host.AddChannel("done");
        Op[] main = [Op.Compute(serialNs), .. Enumerable.Repeat(Op.Send(slices), workers), .. Enumerable.Repeat(Op.Receive(done), workers)];
        host.AddTask(process, new TaskSpec("main", new OpProgram(main)));
        for (var i = 0; i < workers; i++) host.AddTask(process, new TaskSpec($"worker{i}", new OpProgram(Op.Receive(slices), Op.Compute(12_000_000), Op.Send(done))));
        return process.Meter!;
    }
}
