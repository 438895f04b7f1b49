using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine.Programs;
using Cloud.Simulation.Machine.Tracing;

namespace Cloud.Simulation.Machine;

/// <summary>Waiting for devices, messages and, for virtual CPUs, halting with or without polling first (7.6).</summary>
public sealed partial class HostMachine
{
    /// <summary>Takes a task off its thread until it is woken. Always false: the task goes no further now.</summary>
    private bool Block(CpuState cpu, MachineTask task)
    {
        task.BlockedAtNs = _loop.NowNs;
        if (task.IsVcpu) task.Exits[(int)ExitReason.Halt]++;
        if (task.Spec.Guest is { HaltPolling: true } && task.PollWindowNs > 0 && cpu.Root.Tasks == 1)
        {
            task.Polling = true;
            task.WaitUnitsLeft = task.PollWindowNs * cpu.Speed;
            return false;
        }

        Sleep(cpu, task);
        return false;
    }

    private void Sleep(CpuState cpu, MachineTask task)
    {
        if (task.IsVcpu) AddOverhead(task, TimeCategory.GuestExit, _costs.Exits[(int)ExitReason.Halt]);
        task.State = TaskState.Blocked;
        task.OutReason = TraceReason.Blocked;
        Dequeue(task, migrates: false);
        Flag(cpu);
    }

    /// <summary>A polling virtual CPU gives the thread up: nothing came, or somebody else wants it.</summary>
    private void GiveUpPolling(CpuState cpu, MachineTask task)
    {
        Charge(cpu);
        task.Polling = false;
        Sleep(cpu, task);
    }

    private void EndPolling(MachineTask task)
    {
        Charge(task.Cpu);
        task.Polling = false;
        task.Wakeups++;
        AdaptPolling(task);
        if (task.IsRunning && !task.Cpu.NeedsReschedule) Program(task.Cpu);
    }

    /// <summary>Grows the polling window after blocks that polling could have caught, and closes it after long ones.</summary>
    private void AdaptPolling(MachineTask task)
    {
        if (task.Spec.Guest is not { HaltPolling: true }) return;
        var guest = Parameters.Guest;
        var blockedNs = _loop.NowNs - task.BlockedAtNs;
        if (blockedNs <= task.PollWindowNs) return;
        task.PollWindowNs = blockedNs > guest.HaltPollNs
            ? 0
            : Math.Min(guest.HaltPollNs, Math.Max(guest.HaltPollStartNs, 2 * task.PollWindowNs));
    }

    /// <summary>A waiting task has waited as long as it wanted to on its thread.</summary>
    private void WaitedLongEnough(CpuState cpu, MachineTask task)
    {
        if (task.Polling) GiveUpPolling(cpu, task);
        else SpunLongEnough(cpu, task);
    }

    private void Deliver(MessageChannel channel, Message message, CpuState? waker)
    {
        if (channel.Receivers.TryDequeue(out var receiver))
        {
            Accept(receiver, message);
            Wake(receiver, waker, TraceReason.Message);
            return;
        }

        if (channel.Messages.Count < channel.Capacity) channel.Messages.Enqueue(message);
        else channel.Dropped++;
    }

    private bool Receive(CpuState cpu, MachineTask task, MessageChannel channel)
    {
        if (channel.Messages.TryDequeue(out var message))
        {
            Accept(task, message);
            return true;
        }

        channel.Receivers.Enqueue(task);
        return Block(cpu, task);
    }

    private static void Accept(MachineTask task, Message message)
    {
        task.Cursor.OriginNs = message.OriginNs;
        task.Cursor.Tag = message.Tag;
    }

    /// <summary>Queues a message without a system call: by a task of the receiver's own process.</summary>
    internal void Hand(MessageChannel channel, Message message) => Deliver(channel, message, null);

    internal void Post(MessageChannel channel, Message message)
    {
        Deliver(channel, message, null);
        Settle();
    }

    internal void Submit(int device, in IoRequest request) => Submit(_devices[device], request);

    private void Submit(IoDevice device, in IoRequest request)
    {
        if (device.Free.TryPop(out var server)) Serve(device, server, request);
        else device.Queue.Enqueue(request);
    }

    private void Serve(IoDevice device, int server, in IoRequest request)
    {
        device.Serving[server] = request;
        device.BusyNs += request.ServiceNs;
        _loop.Schedule(_loop.NowNs + request.ServiceNs, this, (long)MachineEvent.Device, ((long)device.Id << 32) | (uint)server);
    }

    private void OnDevice(IoDevice device, int server)
    {
        var done = device.Serving[server];
        device.Completed++;
        if (device.Queue.TryDequeue(out var next)) Serve(device, server, next);
        else device.Free.Push(server);
        if (done.Task is not null) Wake(done.Task, null, TraceReason.Device);
        else Deliver(done.Completions!, new Message(done.OriginNs, done.Tag), null);
    }
}
