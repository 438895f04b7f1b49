using Cloud.Simulation.Engine;
using CsCheck;

namespace Cloud.Simulation.Tests.Engine;

public sealed class EventLoopTests
{
    [Fact]
    public void RunToIdle_AnyTimes_RunsByTimeThenByOrderOfScheduling() =>
        Gen.Long[0, 20].Array[0, 200].Sample(times =>
        {
            var loop = new EventLoop();
            var log = new Recorder(loop);
            for (var i = 0; i < times.Length; i++) loop.Schedule(times[i], log, i);
            loop.RunToIdle();
            var expected = times.Select((at, i) => (at, (long)i)).OrderBy(x => x.at).ThenBy(x => x.Item2).ToList();
            Assert.Equal(expected, log.Seen);
        });

    [Fact]
    public void CancelAndReschedule_AnyInterleaving_AgreesWithSortedList() =>
        Gen.Select(Gen.Int[0, 3], Gen.Long[0, 50], Gen.Int[0, 40]).Array[0, 300].Sample(ops =>
        {
            var loop = new EventLoop();
            var log = new Recorder(loop);
            var model = new SortedDictionary<(long At, long Sequence), long>();
            var handles = new List<EventHandle>();
            var keys = new List<(long At, long Sequence)>();
            var expected = new List<(long, long)>();
            var sequence = 0L;
            foreach (var (op, delay, pick) in ops)
            {
                var at = loop.NowNs + delay;
                var known = pick < handles.Count && model.ContainsKey(keys[pick]);
                if (op == 0)
                {
                    keys.Add((at, sequence++));
                    model.Add(keys[^1], handles.Count);
                    handles.Add(loop.Schedule(at, log, handles.Count));
                }
                else if (op == 1 && pick < handles.Count)
                {
                    Assert.Equal(known, loop.Cancel(handles[pick]));
                    model.Remove(keys[pick]);
                }
                else if (op == 2 && pick < handles.Count)
                {
                    Assert.Equal(known, loop.Reschedule(handles[pick], at));
                    if (!known) continue;
                    model.Remove(keys[pick], out var id);
                    keys[pick] = (at, sequence++);
                    model.Add(keys[pick], id);
                }
                else if (op == 3)
                {
                    if (model.Count > 0)
                    {
                        var first = model.First();
                        expected.Add((first.Key.At, first.Value));
                        model.Remove(first.Key);
                    }

                    loop.Step();
                }

                Assert.Equal(model.Count, loop.Pending);
            }

            expected.AddRange(model.Select(x => (x.Key.At, x.Value)));
            loop.RunToIdle();
            Assert.Equal(expected, log.Seen);
        });

    [Fact]
    public void Cancel_HandleOfReusedSlot_DoesNotTouchTheNewEvent()
    {
        var loop = new EventLoop();
        var log = new Recorder(loop);
        var old = loop.Schedule(1, log, 1);
        Assert.True(loop.Cancel(old));
        var fresh = loop.Schedule(2, log, 2);
        Assert.Equal(old.Slot, fresh.Slot);
        Assert.False(loop.Cancel(old));
        Assert.False(loop.Cancel(default));
        Assert.True(loop.IsPending(fresh));
    }

    [Fact]
    public void RunUntil_EventsAtAndAfterTheEnd_RunsThoseAtTheEndAndMovesTime()
    {
        var loop = new EventLoop();
        var log = new Recorder(loop);
        loop.Schedule(10, log, 1);
        loop.Schedule(11, log, 2);
        Assert.Equal(1, loop.RunUntil(10));
        Assert.Equal(10, loop.NowNs);
        Assert.Equal(11, loop.NextAtNs);
        loop.RunFor(TimeSpan.FromTicks(1));
        Assert.Equal(110, loop.NowNs);
        Assert.Equal([(10L, 1L), (11L, 2L)], log.Seen);
    }

    [Fact]
    public void RequestStop_DuringAnEvent_LeavesTimeAtThatEvent()
    {
        var loop = new EventLoop();
        loop.ScheduleAt(5, loop.RequestStop);
        loop.ScheduleAt(5, () => Assert.Fail("must not run"));
        Assert.Equal(1, loop.RunUntil(100));
        Assert.Equal(5, loop.NowNs);
        Assert.Equal(1, loop.Pending);
    }

    [Fact]
    public void Schedule_PastTimeOrFullQueue_Refuses()
    {
        var loop = new EventLoop(pendingMax: 2);
        loop.RunUntil(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.ScheduleAt(9, () => { }));
        loop.ScheduleAt(10, () => { });
        var second = loop.Schedule(TimeSpan.Zero, () => { });
        Assert.Throws<EventQueueFullException>(() => loop.ScheduleAt(10, () => { }));
        loop.Cancel(second);
        loop.ScheduleAt(10, () => { });
        Assert.Equal(2, loop.RunToIdle());
    }

    [Fact]
    public void RunUntil_FromAHandler_Refuses()
    {
        var loop = new EventLoop();
        loop.ScheduleAt(1, () => loop.RunToIdle());
        Assert.Throws<InvalidOperationException>(() => loop.RunToIdle());
    }

    [Fact]
    public void Schedule_SteadyState_AllocatesNothing()
    {
        var loop = new EventLoop();
        var ping = new Ping(loop);
        for (var i = 0; i < 100; i++) loop.Schedule(i, ping);
        loop.RunUntil(10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        loop.RunUntil(100_000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(loop.Executed > 10_000);
    }

    private sealed class Recorder(EventLoop loop) : IEventHandler
    {
        public List<(long At, long Id)> Seen { get; } = [];

        public void OnEvent(long a, long b) => Seen.Add((loop.NowNs, a));
    }

    private sealed class Ping(EventLoop loop) : IEventHandler
    {
        private EventHandle _timer;

        public void OnEvent(long a, long b)
        {
            loop.Cancel(_timer);
            _timer = loop.Schedule(loop.NowNs + 1000, this);
            loop.Schedule(loop.NowNs + 100, this, a, b);
        }
    }
}
