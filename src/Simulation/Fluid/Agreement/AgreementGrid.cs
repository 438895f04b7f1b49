using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Simulation.Machine;

namespace Cloud.Simulation.Fluid.Agreement;

/// <summary>The scenarios that hold the fluid model to the event-level machine.</summary>
public static class AgreementGrid
{
    private const string NearSaturation =
        "At full load and a little above, the fluid model's bound on how many vCPUs meet falls back to the mean overload and is up to a sixth too low; "
        + "the machine also waits in one queue per thread while another thread goes idle for a moment. Grants are nearly right, waits too short.";

    private const string OwnQueues =
        "With every thread busy, a waking vCPU goes to the thread where it ran last, where another sleeper may be running; the fluid model lets it "
        + "preempt on any thread. What is left out is a fraction of a millisecond per wake-up: 4 % of the sleeper's CPU, but much of its small waiting time.";

    private const string NotGivenOn =
        "What sleepers lose by finding threads taken, the machine gives to the busy ones; the fluid model leaves it idle. Otherwise a guest could become "
        + "faster because a newcomer gets in the way of its neighbours, and the law that more load makes nobody faster would not hold.";

    private const string RunToParity =
        "EEVDF lets the running task finish its slice (RUN_TO_PARITY), so a sleeper among busy vCPUs waits about half a slice of 2.8 ms at each wake-up, longer "
        + "than its burst of 2 ms. The fluid model knows the slice only as a rate of switches; its waits are fitted to CFS, which preempts.";

    private const string FirstWaits =
        "In the machine a limited group first shares the threads and waits its turn, and is throttled when its quota is gone; the fluid model counts all of its "
        + "waiting as throttled, because the limit alone would hold it back. The sum of both is the same.";

    private const string Spread =
        "The fluid model spreads runnable threads ideally over cores. In the machine a task keeps its thread while it runs, so two siblings stay busy after a core has "
        + "gone idle elsewhere; the truth lies half-way to chance. A blend of both met these rows to 3 %, but let hogs make their neighbours faster, and was dropped.";

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<AgreementScenario> All { get; } =
        [.. Shares(), .. Quotas(), .. Overcommit(), .. Sleepers(), .. Smt(), .. Guests(), .. Numa(), .. Schedulers()];

    private static AgreementGuest Hogs(int count, int vcpus = 1) => new("busy", count, vcpus);

    private static IEnumerable<AgreementScenario> Shares() =>
    [
        new("nice-0-5", "one thread: nice 0 against nice 5", 1, 1, Hogs(1) with { Nice = 0 }, new AgreementGuest("nicer", 1) { Nice = 5 }),
        new("nice-0-19", "one thread: nice 0 against nice 19", 1, 1, Hogs(1) with { Nice = 0 }, new AgreementGuest("nicer", 1) { Nice = 19 }),
        new("nice-four", "two threads: four tasks of nice 0 and 5", 2, 1, Hogs(2) with { Nice = 0 }, new AgreementGuest("nicer", 2) { Nice = 5 }),
        new("weight-1-2", "one thread: groups of weight 100 and 200", 1, 1, Hogs(1), new AgreementGuest("heavy", 1) { Weight = 200 }),
        new("weight-1-4-wide", "four threads: groups of four threads, weights 100 and 400", 4, 1, Hogs(1, 4), new AgreementGuest("heavy", 1, 4) { Weight = 400 }),
        new("weight-narrow", "four threads: a heavy group of one thread among wide groups", 4, 1, Hogs(2, 4), new AgreementGuest("narrow", 1) { Weight = 1000 }),
        new("weight-uneven", "four threads: six groups of one thread, two of them with weight 300", 4, 1, Hogs(4), new AgreementGuest("heavy", 2) { Weight = 300 }),
    ];

    private static IEnumerable<AgreementScenario> Quotas() =>
    [
        new("quota-half", "half a processor for one thread", 2, 1, Hogs(1) with { QuotaCpus = 0.5 }),
        new("quota-wide", "two processors for eight threads on eight", 8, 1, Hogs(1, 8) with { QuotaCpus = 2 }),
        new("quota-rest", "what a limited group leaves goes to the other", 2, 1, Hogs(1, 2) with { QuotaCpus = 0.5 }, new AgreementGuest("free", 1, 2)) { Explanation = FirstWaits },
        new("quota-sleeper", "a limit above the demand is not felt", 4, 1, new AgreementGuest("sleeper", 4, 1, 0.3) { QuotaCpus = 0.8 }),
        new("quota-tight", "a limit just above the mean of a sleeper", 4, 1, new AgreementGuest("sleeper", 4, 1, 0.5) { QuotaCpus = 0.6 }),
    ];

    private static IEnumerable<AgreementScenario> Overcommit() =>
    [
        new("over-1", "eight busy vCPUs on eight threads", 8, 1, Vms(8)),
        new("over-1.5", "twelve busy vCPUs on eight threads", 8, 1, Vms(12)),
        new("over-2", "16 busy vCPUs on eight threads", 8, 1, Vms(16)),
        new("over-3", "24 busy vCPUs on eight threads", 8, 1, Vms(24)),
        new("over-4", "32 busy vCPUs on eight threads", 8, 1, Vms(32)),
        new("over-2-cache", "the same twice, each with 256 KiB in the private cache", 8, 1, Vms(16) with { PrivateBytes = 256 * 1024 }),
        new("over-2-wide", "four VMs of four busy vCPUs on eight threads", 8, 1, Vms(4) with { Vcpus = 4 }),
    ];

    private static AgreementGuest Vms(int count, double demand = 1) => new("vm", count, 1, demand) { IsVm = true };

    private static IEnumerable<AgreementScenario> Sleepers() =>
    [
        new("sleep-alone", "eight vCPUs, 30 % each, on eight threads", 8, 1, Vms(8, 0.3)),
        new("sleep-2x50", "16 vCPUs, 50 % each, on eight threads", 8, 1, Vms(16, 0.5)),
        new("sleep-2x25", "16 vCPUs, 25 % each, on eight threads", 8, 1, Vms(16, 0.25)),
        new("sleep-4x25", "32 vCPUs, 25 % each, on eight threads", 8, 1, Vms(32, 0.25)) { Explanation = NearSaturation },
        new("sleep-4x15", "32 vCPUs, 15 % each, on eight threads", 8, 1, Vms(32, 0.15)),
        new("sleep-4x50", "32 vCPUs, 50 % each, on eight threads", 8, 1, Vms(32, 0.5)),
        new("sleep-16t", "64 vCPUs, 20 % each, on 16 threads", 16, 1, Vms(64, 0.2)),
        new("sleep-hogs", "a light sleeper and a busy vCPU for each of eight threads", 8, 1, Vms(8, 0.1) with { Name = "sleeper" }, Vms(8) with { Name = "busy" }) { Explanation = OwnQueues },
        new("sleep-hogs-2", "sleepers of 30 % among two busy vCPUs per thread", 8, 1, Vms(8, 0.3) with { Name = "sleeper" }, Vms(16) with { Name = "busy" }) { Explanation = NotGivenOn },
        new("sleep-idle", "eight busy vCPUs and eight that do almost nothing", 8, 1, Vms(8, 0.01) with { Name = "idle" }, Vms(8) with { Name = "busy" }),
    ];

    private static IEnumerable<AgreementScenario> Smt() =>
    [
        new("smt-half", "four busy threads on four cores with SMT: each has a core", 4, 2, Hogs(4)),
        new("smt-three-quarters", "six busy threads on four cores with SMT", 4, 2, Hogs(6)),
        new("smt-full", "eight busy threads on four cores with SMT", 4, 2, Hogs(8)),
        new("smt-over", "16 busy threads on four cores with SMT", 4, 2, Hogs(16)),
        new("smt-sleepers", "eight threads, 40 % each, on four cores with SMT", 4, 2, new AgreementGuest("sleeper", 8, 1, 0.4)) { Explanation = Spread },
        new("smt-sleepers-over", "16 threads, 30 % each, on four cores with SMT", 4, 2, new AgreementGuest("sleeper", 16, 1, 0.3)) { Explanation = Spread },
        new("smt-off", "the same 16 on four cores without", 4, 1, new AgreementGuest("sleeper", 16, 1, 0.3)) { Explanation = NearSaturation },
    ];

    private static IEnumerable<AgreementScenario> Guests() =>
    [
        new("exits-light", "50,000 kicks per second of work", 2, 1, Vms(2) with { Exits = [new(ExitReason.Kick, 50_000)] }),
        new("exits-user", "20,000 exits to user space per second of work", 2, 1, Vms(2) with { Exits = [new(ExitReason.DeviceInUserSpace, 20_000)] }),
        new("exits-mixed", "interrupts, MSRs and kicks on a crowded host", 2, 1, Vms(4) with { Exits = [new(ExitReason.Msr, 10_000), new(ExitReason.ExternalInterrupt, 5000), new(ExitReason.Kick, 20_000)] }),
        new("exits-sleeper", "half-busy vCPUs with kicks", 4, 1, Vms(4, 0.5) with { Exits = [new(ExitReason.Kick, 50_000)] }),
    ];

    private static IEnumerable<AgreementScenario> Numa() =>
    [
        new("numa-balanced", "16 busy vCPUs over two NUMA nodes of four threads", 8, 1, Vms(16)) { NumaNodes = 2 },
        new("numa-sleepers", "32 vCPUs, 25 % each, over two NUMA nodes of four threads", 8, 1, Vms(32, 0.25)) { NumaNodes = 2 },
    ];

    private static IEnumerable<AgreementScenario> Schedulers() =>
    [
        new("eevdf-over-2", "16 busy vCPUs on eight threads under EEVDF", 8, 1, Vms(16)) { Scheduler = SchedulerKind.Eevdf },
        new("eevdf-weights", "groups of weight 100 and 300 under EEVDF", 2, 1, Hogs(1, 2), new AgreementGuest("heavy", 1, 2) { Weight = 300 }) { Scheduler = SchedulerKind.Eevdf },
        new("eevdf-sleepers", "sleepers of 30 % among busy vCPUs under EEVDF", 8, 1, Vms(8, 0.3) with { Name = "sleeper" }, Vms(8) with { Name = "busy" }) { Scheduler = SchedulerKind.Eevdf, Explanation = RunToParity },
    ];
}
