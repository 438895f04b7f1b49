using Cloud.Domain.Hardware.Costs.Servers;
using Cloud.Domain.Hardware.Labs;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Models;
using Formulas = Cloud.Domain.Hardware.Costs.Servers.ServerModel;
using Machines = Cloud.Simulation.Machine.Models.ServerModel;

namespace Cloud.Simulation.Labs;

/// <summary>Lab 14: the lecture's three servers as formulas, with points measured on the event-level machine.</summary>
internal static class ServerModelsLab
{
    private const double RequestsWanted = 2500;
    private static readonly double[] Played = [1, 2, 4, 8, 16, 64];

    public static Lab Lab { get; } = new(14, "server-models", "Three servers", "L12 single thread, workers, event loop",
        "One thread with blocking calls serves one request at a time. Workers overlap until processor or disks are full; an event loop is a flat line near the processor's "
        + "limit, on one core. Beyond the knee more workers only wait longer. The points are measured on the event-level machine.",
        "1/(S_c + S_io);  exact MVA;  min(1/(S_c + S_disp + n t_sys), K/S_io)",
        [new("cpu", "computing", "ms", 2, 0.05, 100), new("io", "I/O", "ms", 8, 0.05, 1000), LabKnob.Count("disks", "disks (0 = elsewhere)", "", 0, 0, 16), LabKnob.Count("cores", "cores", "", 1, 1, 16)],
        Run,
        [
            new("workers rise and saturate", r => r["workers"].Rises && r["workers"].Last < 1.01 * r["workers"].At(16)), new("one worker is a single thread", r => Math.Abs(r["workers"].First - r["single thread"].First) < 1),
            new("response time has a knee", r => r["response time of the workers"].Last > 5 * r["response time of the workers"].First),
            new("the machine agrees with the formula within 6 %", r => r["workers, machine"].Points.All(p => Math.Abs((p.Y / r["workers"].At(p.X)) - 1) < 0.06)),
            new("an event loop needs no second thread", r => r["event loop, machine"].Min > 0.9 * r["workers"].Max),
        ]);

    private static LabResult Run(LabSettings k)
    {
        var network = new ClosedNetworkParameters(k["cpu"] / 1000, 1e-6, k.Count("cores"), k["io"] / 1000, k.Count("disks"));
        var dispatch = ServerConstants.DispatchUs / 1e6;
        double Workers(double w) => Formulas.DispatcherWorker(dispatch, network, (int)w);
        double Loop() => Formulas.EventLoop(network.CpuSeconds, dispatch, ServerConstants.SyscallsPerRequest.ToInt32(), 1e-7, network.IoSeconds, network.Disks);
        return new(
            LabPlot.Lines("throughput", new("threads, or requests in flight", "", true), new("throughput", "1/s"),
                LabSeries.Over("single thread", LabScale.Doubling(1, 64), _ => Formulas.SingleThreaded(network.CpuSeconds, network.IoSeconds)), LabSeries.Over("workers", LabScale.Doubling(1, 64), Workers),
                LabSeries.Over("event loop", LabScale.Doubling(1, 64), _ => Loop()), LabSeries.Over("workers, machine", Played, w => Measure(k, (int)w, Workers(w), loop: false)),
                LabSeries.Over("event loop, machine", [64], _ => Measure(k, 64, Loop(), loop: true))),
            LabPlot.Lines("response time", new("threads", "", true), new("response time", "ms"),
                LabSeries.Over("response time of the workers", LabScale.Doubling(1, 64), w => 1000 * ClosedNetwork.Solve(network, (int)w).ResponseSeconds)));
    }

    private static double Measure(LabSettings k, int threads, double expected, bool loop)
    {
        var machine = new LabMachine(new MachineParameters { Topology = MachineTopology.Flat(k.Count("cores")), TickHz = 100 });
        var device = machine.Host.AddDevice("disk", k.Count("disks") == 0 ? 64 : k.Count("disks"));
        var shape = new RequestShape((long)(k["cpu"] * 1e6), (long)(k["io"] * 1e6), IsMean: true);
        var finished = loop ? Machines.AddEventLoop(machine.Host, shape, device, threads) : Machines.AddMultithreaded(machine.Host, shape, device, threads);
        var seconds = RequestsWanted / expected;
        machine.Loop.RunUntil((long)(seconds * 1e9));
        return finished.Count / seconds;
    }
}
