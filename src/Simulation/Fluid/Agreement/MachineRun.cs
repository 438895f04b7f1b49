using Cloud.Simulation.Engine;
using Cloud.Simulation.Machine;
using Cloud.Simulation.Machine.Programs;

namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>A scenario on the event-level machine: measured over the second part of the run.</summary>
internal sealed class MachineRun
{
    private const ulong Seed = 20;
    private readonly HostMachine _machine;
    private readonly EventLoop _loop = new();
    private readonly List<(int Kind, ControlGroup? Group, List<MachineTask> Tasks)> _guests = [];

    private MachineRun(AgreementScenario scenario)
    {
        var parameters = MachineParameters.Of(scenario.Profile(), scheduler: scenario.Scheduler);
        _machine = new HostMachine(_loop, parameters, new SimRandom(Seed));
        for (var kind = 0; kind < scenario.Guests.Count; kind++)
            for (var i = 0; i < scenario.Guests[kind].Count; i++) Add(kind, scenario.Guests[kind]);
    }

    public static IReadOnlyList<AgreementMeasures> Measure(AgreementScenario scenario, double warmUpSeconds, double seconds)
    {
        var run = new MachineRun(scenario);
        run._loop.RunUntil((long)(warmUpSeconds * 1e9));
        var before = run.Read();
        run._loop.RunUntil((long)((warmUpSeconds + seconds) * 1e9));
        var after = run.Read();
        return [.. scenario.Guests.Select((guest, kind) => Mean(guest, after[kind], before[kind], seconds))];
    }

    private static AgreementMeasures Mean(AgreementGuest guest, in Sums after, in Sums before, double seconds)
    {
        var (run, wait) = (after.Run - before.Run, after.Wait - before.Wait);
        var throttled = after.Throttled - before.Throttled;
        var per = 1e9 * seconds * guest.Count;
        var steal = Math.Max(0, wait - throttled);
        return new(run / per, steal <= 0 ? 0 : steal / (steal + run), throttled / per, run <= 0 ? 0 : (after.Work - before.Work) / run, (after.Exits - before.Exits) / (per / 1e9));
    }

    private void Add(int kind, AgreementGuest guest)
    {
        var limit = guest.QuotaCpus > 0 ? new CpuLimit((long)(guest.QuotaCpus * 100e6)) : null;
        var group = guest.Nice is null ? _machine.AddGroup(guest.Name, null, guest.Weight, limit) : null;
        var process = _machine.AddProcess(guest.Name, group, sharesWorkingSet: false);
        var burst = (long)(guest.BurstMs * 1e6);
        var program = guest.Demand >= 1
            ? new OpProgram(Op.Compute(10_000_000))
            : new OpProgram(Op.ComputeRandom(burst), Op.SleepRandom((long)(burst * (1 - guest.Demand) / guest.Demand)));
        var profile = guest.IsVm
            ? new GuestProfile { ExitsPerSecond = guest.Exits.ToDictionary(exit => exit.Reason, exit => exit.PerSecond) } : null;
        var spec = new TaskSpec(guest.Name, program) { Nice = guest.Nice ?? 0, Guest = profile, WorkingSetBytes = guest.PrivateBytes };
        _guests.Add((kind, group, [.. Enumerable.Range(0, guest.Vcpus).Select(_ => _machine.AddTask(process, spec))]));
    }

    private Sums[] Read()
    {
        var sums = new Sums[_guests[^1].Kind + 1];
        foreach (var (kind, group, tasks) in _guests)
        {
            foreach (var task in tasks)
            {
                sums[kind].Run += _machine.TaskRunNs(task);
                sums[kind].Wait += _machine.TaskWaitNs(task);
                sums[kind].Work += task.WorkNs;
                sums[kind].Exits += task.ExitCounts.Sum();
            }

            sums[kind].Throttled += group?.ThrottledNs ?? 0;
        }

        return sums;
    }

    private record struct Sums(double Run, double Wait, double Work, double Exits, double Throttled);
}
