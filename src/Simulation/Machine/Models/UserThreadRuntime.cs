using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Machine.Models;

/// <summary>
/// Schedules user threads over carrier tasks. The queue of ready threads is a message channel, whose messages name threads:
/// a carrier takes the next one in user space while there is one, and waits in the kernel otherwise.
/// </summary>
internal sealed class UserThreadRuntime(HostMachine machine, MessageChannel ready, bool intercepts, long switchNs, long quantumNs) : IEventHandler
{
    private readonly List<UserThread> _threads = [];

    public void Add(UserThread thread)
    {
        _threads.Add(thread);
        ready.Messages.Enqueue(new Message(machine.NowNs, _threads.Count - 1));
    }

    public IOpSource Carrier() => new CarrierSource(this);

    /// <summary>A sleep is over: the thread is ready.</summary>
    public void OnEvent(long a, long b) => machine.Post(ready, new Message(b, a));

    /// <summary>Parks a thread that would block. False when the carrier has to block with it.</summary>
    private bool Parks(int thread, Op op)
    {
        if (!intercepts) return false;
        var cursor = _threads[thread].Cursor;
        switch (op.Kind)
        {
            case OpKind.Sleep:
                machine.Loop.Schedule(machine.NowNs + cursor.Draw(op.B, op.IsMean), this, thread, cursor.OriginNs);
                return true;
            case OpKind.Io:
                machine.Submit((int)op.A, new IoRequest(null, ready, cursor.OriginNs, cursor.Draw(op.B, op.IsMean), thread));
                return true;
            default:
                return false;
        }
    }

    /// <summary>What one carrier does next. Origin and tag of the running thread live in the carrier's cursor.</summary>
    private sealed class CarrierSource(UserThreadRuntime runtime) : IOpSource
    {
        private const int StepsMax = 10_000;
        private int _current = -1;
        private bool _waits;

        // Whether the current thread has computed since it was taken: only then is its quantum used up. A thread that was cut short
        // and comes back must run, or two such threads would hand the carrier to each other for ever.
        private bool _ran;

        public Op Next(ProgramCursor cursor)
        {
            for (var step = 0; step < StepsMax; step++)
            {
                if (_current < 0) return Pick(cursor);
                if (Run(cursor) is { } op) return op;
            }

            throw new InvalidOperationException($"User threads did {StepsMax} steps that take no time.");
        }

        private Op Pick(ProgramCursor cursor)
        {
            if (!_waits && !runtime.TryTake(cursor))
            {
                _waits = true;
                return new Op(OpKind.Receive, runtime.ReadyId);
            }

            _waits = false;
            _current = (int)cursor.Tag;
            _ran = false;
            cursor.Tag = runtime._threads[_current].Cursor.Tag;
            return new Op(OpKind.UserSwitch, runtime.SwitchNs);
        }

        private Op? Run(ProgramCursor cursor)
        {
            var thread = runtime._threads[_current];
            thread.Cursor.OriginNs = cursor.OriginNs;
            thread.Cursor.Tag = cursor.Tag;
            if (_ran && thread.Rest is not null && runtime.OthersReady)
            {
                Requeue(cursor);
                return null;
            }

            _ran = true;
            var op = thread.Rest ?? thread.Next();
            thread.Rest = null;
            if (op.Kind == OpKind.Yield)
            {
                Requeue(cursor);
                return null;
            }

            if (op.Kind == OpKind.Finish || runtime.Parks(_current, op))
            {
                _current = -1;
                return null;
            }

            return op.Kind == OpKind.Compute ? Cut(thread, op) : op;
        }

        private void Requeue(ProgramCursor cursor)
        {
            runtime.Requeue(_current, cursor.OriginNs);
            _current = -1;
        }

        private Op Cut(UserThread thread, Op op)
        {
            var ns = thread.Cursor.Draw(op.A, op.IsMean);
            var now = runtime.QuantumNs > 0 ? Math.Min(ns, runtime.QuantumNs) : ns;
            if (now < ns) thread.Rest = Op.Compute(ns - now);
            return Op.Compute(now);
        }
    }

    private int ReadyId => ready.Id;

    private long SwitchNs => switchNs;

    private long QuantumNs => quantumNs;

    private bool OthersReady => ready.Messages.Count > 0;

    private bool TryTake(ProgramCursor cursor)
    {
        if (!ready.Messages.TryDequeue(out var message)) return false;
        cursor.OriginNs = message.OriginNs;
        cursor.Tag = message.Tag;
        return true;
    }

    private void Requeue(int thread, long originNs) => machine.Hand(ready, new Message(originNs, thread));
}
