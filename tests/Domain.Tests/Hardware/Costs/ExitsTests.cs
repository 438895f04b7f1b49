using Cloud.Domain.Hardware;
using Cloud.Domain.Hardware.Costs.Exits;
using Cloud.Domain.Hardware.Costs.Structure;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class ExitsTests
{
    private static readonly ExitTable Intel = ExitTable.Of(HardwareProfiles.Get("xeon-6338-2s"));

    [Fact] // Test vector of section 7.4.
    public void CpuOverhead_KicksAndUserExits_IsTheTestVector() => Assert.Equal(
        0.035, CpuOverhead.Fraction(Intel, [new(ExitReason.Kick, 20_000), new(ExitReason.DeviceInUserSpace, 5000)], 2.6), 12);

    [Theory] // Test vector of section 7.5.
    [InlineData(8, 8, .5, 0)]
    [InlineData(16, 8, .5, .0982)]
    [InlineData(32, 8, .25, .1208)]
    [InlineData(64, 16, .25, .0859)]
    [InlineData(16, 8, .25, .0024)]
    [InlineData(64, 16, .2, .0222)]
    [InlineData(32, 8, .5, .5001)]
    public void Steal_BinomialDemand_IsTheTestVector(int vcpus, int processors, double runnable, double steal) =>
        Assert.Equal(steal, Steal.Fraction(vcpus, processors, runnable), 4);

    [Fact]
    public void Steal_AnyPool_GrowsWithDemandAndShrinksWithProcessors() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 64], Gen.Double[0.001, 1]).Sample((v, c, u) =>
        {
            var steal = Steal.Fraction(v, c, u);
            Assert.InRange(steal, 0, 1);
            Assert.True(Steal.Fraction(v + 1, c, u) >= steal - 1e-9);
            Assert.True(Steal.Fraction(v, c + 1, u) <= steal + 1e-9);
            Assert.True(Steal.Fraction(v, c, Math.Min(1, u + 0.05)) >= steal - 1e-9);
        });

    [Fact]
    public void Steal_Saturated_IsTheMissingShare() => Assert.Equal(0.75, Steal.Fraction(32, 8, 1), 1e-12);

    [Fact]
    public void Steal_DerivedMeasures_FollowTheirDefinitions()
    {
        Assert.Equal(6, Steal.DispatchLatencyMs(17, 8, 3));
        Assert.Equal(0, Steal.DispatchLatencyMs(8, 8, 3));
        Assert.Equal(0.05, Steal.ReadyFraction(2000, 20_000, 2), 1e-12);
        Assert.Equal(0, Steal.GangWaste(1, 0.5), 1e-12);
        Assert.InRange(Steal.GangWaste(4, 0.5), 0.4, 0.5);
    }

    [Fact]
    public void GuestSpeed_NoOverhead_IsOne_AndMoreIsSlower()
    {
        Assert.Equal(1, CpuOverhead.GuestSpeed(0, 0, 0));
        Assert.True(CpuOverhead.GuestSpeed(0.05, 0.02, 0.1) < CpuOverhead.GuestSpeed(0.05, 0.02, 0));
        Assert.Equal(0.05, CpuOverhead.Fraction(100_000, 1300, 2.6), 1e-12);
    }

    [Fact]
    public void Exits_UserSpaceAndNesting_CostMore()
    {
        Assert.True(CpuOverhead.UserExitCycles(Intel, 5000) > ExitConstants.RunIoctlCycles);
        Assert.True(CpuOverhead.NestedLightCycles(Intel, enlightened: false) > 5 * Intel.Cycles(ExitReason.Hypercall));
        Assert.Equal(0.44, CpuOverhead.NestedLightCycles(Intel, true) / CpuOverhead.NestedLightCycles(Intel, false), 2);
        Assert.Equal((1300 / 64.0) + 50, CpuOverhead.BatchedHypercallCycles(Intel, 64, 50), 1e-9);
        Assert.Equal((1, 2), (CpuOverhead.IpiExits(128), CpuOverhead.IpiExits(129)));
        Assert.Throws<ArgumentException>(() => Intel.Cycles(ExitReason.SnpVmgexit));
        Assert.Null(ExitTable.FindTable("none"));
        Assert.Throws<ArgumentException>(() => ExitTable.Of(HardwareProfiles.Get("firefly")));
    }

    [Fact]
    public void LockHolder_TicketLocksUnderOvercommit_CollapseAndParavirtualOnesDoNot()
    {
        var clock = HardwareProfiles.Get("xeon-6338-2s").Clock;
        var load = new SpinLoad(16, 50_000, 2e-6, 2, 0.003, PauseLoopExits: false);
        double At(SpinLockKind kind, SpinLoad l) => LockHolder.Efficiency(Intel, clock, kind, l);
        Assert.True(At(SpinLockKind.Paravirtual, load) / At(SpinLockKind.Ticket, load) >= 5);
        Assert.True(At(SpinLockKind.Ticket, load with { PauseLoopExits = true }) > At(SpinLockKind.Ticket, load));
        Assert.True(At(SpinLockKind.TestAndSet, load) > At(SpinLockKind.Ticket, load));
        Assert.Equal(1, At(SpinLockKind.Ticket, load with { Overcommit = 1 }));
    }

    [Fact]
    public void HaltPolling_ShortIdle_IsHidden_AndLongIdleResets()
    {
        var state = new HaltPolling(0);
        (_, _, state) = state.Halt(100, otherRunnable: false);
        Assert.Equal(10, state.WindowUs);
        for (var i = 0; i < 4; i++) (_, _, state) = state.Halt(100, otherRunnable: false);
        Assert.Equal(160, state.WindowUs);
        var (latency, polled, next) = state.Halt(100, otherRunnable: false);
        Assert.Equal((0, 100, 160), (latency, polled, next.WindowUs));
        Assert.Equal(0, state.Halt(10_000, otherRunnable: false).Next.WindowUs);
        Assert.Equal(0, state.Halt(100, otherRunnable: true).PolledUs);
    }

    [Fact]
    public void TrustedBase_Sums_AreThoseOfTheSheet()
    {
        Assert.Equal(2307.8 + 1400, TrustedBase.KLoc(IsolationStack.QemuVm), 1e-6);
        Assert.Equal(2307.8 + 51.7, TrustedBase.KLoc(IsolationStack.FirecrackerVm), 1e-6);
        Assert.Equal(28.9 + 206.1 + 2307.8, TrustedBase.KLoc(IsolationStack.SnpVm), 1e-6);
        Assert.Equal(44.5 + 764.3 + 2307.8, TrustedBase.KLoc(IsolationStack.TdxVm), 1e-6);
        Assert.True(TrustedBase.ProviderKLoc(IsolationStack.SnpVm) < 100);
        Assert.All(Enum.GetValues<IsolationStack>(), s => Assert.True(TrustedBase.KLoc(s) >= TrustedBase.ProviderKLoc(s)));
    }

    [Fact]
    public void TrapTheorem_OldX86_HasSeventeenOffenders()
    {
        Assert.Equal((int)TrustConstants.SensitiveUnprivileged.Value, TrapTheorem.Violations(TrapTheorem.X86(hardwareAssist: false)).Count);
        Assert.Empty(TrapTheorem.Violations(TrapTheorem.X86(hardwareAssist: true)));
    }
}
