using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>
/// A multithreaded client in the manner of a Web browser (5.1, 5.2): connections fetch objects with blocking calls and hide each
/// other's latency, a main thread works them in one after another, and a few helpers run beside it. Its thread-level
/// parallelism is what the lecture measures.
/// </summary>
public sealed class BrowserClient
{
    private BrowserClient(MachineProcess process, RequestCounter objects)
    {
        Process = process;
        Objects = objects;
    }

    /// <summary>The browser.</summary>
    public MachineProcess Process { get; }

    /// <summary>Objects shown, and the time from asking for one to showing it.</summary>
    public RequestCounter Objects { get; }

    /// <summary>Adds a browser that loads one page after another.</summary>
    /// <param name="machine">Where.</param>
    /// <param name="connections">Connections, six by default as browsers have per host [R+].</param>
    /// <param name="roundTripNs">Mean time of a request in the network and at the server.</param>
    public static BrowserClient Add(HostMachine machine, int connections = 6, long roundTripNs = 40_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        var process = machine.AddProcess("browser", meter: new TlpMeter());
        var arrived = machine.AddChannel("arrived");
        var painted = machine.AddChannel("painted");
        var objects = machine.AddCounter("objects", keepsSamples: true);
        var fetch = new OpProgram(Op.Stamp(), Op.SleepRandom(roundTripNs), Op.ComputeRandom(1_500_000), Op.Send(arrived));
        for (var i = 0; i < connections; i++) machine.AddTask(process, new TaskSpec($"connection{i}", fetch));
        Add(machine, process, "main", Op.Receive(arrived), Op.ComputeRandom(5_000_000), Op.Mark(objects), Op.Send(painted));
        Add(machine, process, "compositor", Op.Receive(painted), Op.Compute(3_000_000));
        Add(machine, process, "scripts", Op.ComputeRandom(2_000_000), Op.SleepRandom(6_000_000));
        return new BrowserClient(process, objects);
    }

    /// <summary>Thread-level parallelism up to now.</summary>
    public double Tlp(HostMachine machine) => Process.Meter!.Tlp(machine.NowNs);

    private static void Add(HostMachine machine, MachineProcess process, string name, params ReadOnlySpan<Op> ops) =>
        machine.AddTask(process, new TaskSpec(name, new OpProgram(ops)));
}
