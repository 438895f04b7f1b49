using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>What a request of a server needs.</summary>
/// <param name="ComputeNs">Processor time.</param>
/// <param name="IoNs">Time at the device.</param>
/// <param name="IsMean">Both are means of exponential distributions.</param>
public sealed record RequestShape(long ComputeNs, long IoNs, bool IsMean = false)
{
    internal Op Compute => new(OpKind.Compute, ComputeNs, IsMean: IsMean);
}

/// <summary>
/// The lecture's ways to build a server (5.3), under a closed load: a finished request is followed by the next one at once.
/// Each returns the counter of finished requests.
/// </summary>
public static class ServerModel
{
    /// <summary>One thread and blocking calls: no parallelism.</summary>
    public static RequestCounter AddSingleThreaded(HostMachine machine, RequestShape shape, IoDevice device) =>
        AddMultithreaded(machine, shape, device, 1);

    /// <summary>So many threads and blocking calls: parallelism.</summary>
    public static RequestCounter AddMultithreaded(HostMachine machine, RequestShape shape, IoDevice device, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var finished = machine.AddCounter("requests");
        var program = new OpProgram(Op.Stamp(), shape.Compute, Op.Io(device, shape.IoNs, shape.IsMean), Op.Mark(finished));
        var process = machine.AddProcess("server");
        for (var i = 0; i < threads; i++) machine.AddTask(process, new TaskSpec($"thread{i}", program));
        return finished;
    }

    /// <summary>A dispatcher takes requests and hands them to worker threads with blocking calls.</summary>
    public static RequestCounter AddDispatcherWorker(
        HostMachine machine, RequestShape shape, IoDevice device, int workers, int outstanding, long dispatchNs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var finished = machine.AddCounter("requests");
        var accepted = machine.AddChannel("accept");
        var work = machine.AddChannel("work");
        var process = machine.AddProcess("server");
        machine.AddTask(process, new TaskSpec("dispatcher", new OpProgram(Op.Receive(accepted), Op.Compute(dispatchNs), Op.Send(work))));
        var program = new OpProgram(
            Op.Receive(work), shape.Compute, Op.Io(device, shape.IoNs, shape.IsMean), Op.Mark(finished), Op.Stamp(), Op.Send(accepted));
        for (var i = 0; i < workers; i++) machine.AddTask(process, new TaskSpec($"worker{i}", program));
        for (var i = 0; i < outstanding; i++) machine.Post(accepted);
        return finished;
    }

    /// <summary>One thread that never blocks in a call: a finite-state machine over events.</summary>
    public static RequestCounter AddEventLoop(HostMachine machine, RequestShape shape, IoDevice device, int outstanding)
    {
        const int Done = 5;
        var finished = machine.AddCounter("requests");
        var events = machine.AddChannel("events");
        var program = new OpProgram(
            Op.Receive(events), Op.JumpIfTag(1, Done), shape.Compute, Op.StartIo(device, shape.IoNs, events, shape.IsMean), Op.Jump(0),
            Op.Mark(finished), Op.Stamp(), Op.Send(events), Op.Jump(0));
        machine.AddTask(new TaskSpec("event loop", program));
        for (var i = 0; i < outstanding; i++) machine.Post(events);
        return finished;
    }
}
