using Cloud.Domain.Hardware.Costs.Containers;
using CsCheck;

namespace Cloud.Domain.Tests.Hardware.Costs;

public class ContainersTests
{
    [Fact] // Test vector of section 12.3.
    public void OutOfMemory_Badness_IsTheTestVector()
    {
        OomCandidate a = new(100_000, 0, 0, 0), b = new(20_000, 0, 0, 500), immune = new(200_000, 0, 0, -1000);
        Assert.Equal(100_000, OutOfMemory.Badness(a, 262_144));
        Assert.Equal(151_000, OutOfMemory.Badness(b, 262_144));
        Assert.Null(OutOfMemory.Badness(immune, 262_144));
        Assert.Equal(1, OutOfMemory.Victim([a, b, immune], 262_144));
        Assert.Equal(-1, OutOfMemory.Victim([immune], 262_144));
        Assert.Equal(1003, OutOfMemory.Badness(new(1000, 1, 8192, 0), 262_144));
    }

    [Fact]
    public void Kubernetes_Adjustments_OrderTheClasses()
    {
        var guaranteed = OutOfMemory.KubernetesAdjustment(1, 10, guaranteed: true);
        var burstable = OutOfMemory.KubernetesAdjustment(4, 10, guaranteed: false);
        Assert.Equal((-997, 600, 1000), (guaranteed, burstable, OutOfMemory.KubernetesAdjustment(0, 10, guaranteed: false)));
        Assert.Equal(2, OutOfMemory.KubernetesAdjustment(10, 10, guaranteed: false));
    }

    [Fact]
    public void MemoryGroup_Charge_ThrottlesAboveHighAndKillsAboveMax()
    {
        var limits = MemoryLimits.None with { High = 800, Max = 1000 };
        Assert.Equal((ChargeOutcome.Charged, 700), Of(MemoryGroup.Charge(limits, 600, 100, 0, 250)));
        Assert.Equal((ChargeOutcome.Throttled, 900), Of(MemoryGroup.Charge(limits, 800, 100, 0, 250)));
        Assert.Equal((ChargeOutcome.Throttled, 1000), Of(MemoryGroup.Charge(limits, 950, 100, 60, 250)));
        Assert.Equal((ChargeOutcome.Reclaimed, 1000), Of(MemoryGroup.Charge(limits with { High = double.PositiveInfinity }, 950, 100, 60, 250)));
        Assert.Equal((ChargeOutcome.OutOfMemory, 950), Of(MemoryGroup.Charge(limits, 950, 100, 40, 250)));
        static (ChargeOutcome, double) Of((ChargeOutcome Outcome, double Usage, double Delay) charge) => (charge.Outcome, charge.Usage);
    }

    [Fact]
    public void HighDelay_GrowsWithTheSquareAndIsCapped()
    {
        double At(double over) => MemoryGroup.HighDelaySeconds(1e9 * (1 + over), 1e9, 64 * 4096, 250);
        Assert.Equal(0, At(0));
        Assert.Equal(4, At(0.02) / At(0.01), 1e-6);
        Assert.Equal(2, At(10));
        Assert.Equal(0.01 * 0.01 * Math.Pow(2, 40) / Math.Pow(2, 34), At(0.01), 1e-9);
    }

    [Fact]
    public void EffectiveProtection_Overcommitted_IsShared()
    {
        var effective = new double[3];
        MemoryGroup.EffectiveProtection(100, [100, 100, 50], [100, 50, 0], effective);
        Assert.Equal([66.667, 33.333, 0], effective.Select(e => Math.Round(e, 3)));
        MemoryGroup.EffectiveProtection(1000, [100, 100, 50], [100, 50, 0], effective);
        Assert.Equal([100, 50, 0], effective);
    }

    [Fact]
    public void TaskLimit_EleventhTask_IsRefusedWhereverTheLimitIs()
    {
        var pod = new TaskLimit(null, 10);
        var container = new TaskLimit(pod, 100);
        for (var i = 0; i < 10; i++) Assert.True(container.TryFork());
        Assert.False(container.TryFork());
        Assert.Equal((10, 1, 10, 0), (pod.Current, pod.Refused, container.Current, container.Refused));
        container.Leave(1);
        Assert.True(container.TryFork());
        container.Enter(5);
        Assert.Equal(15, pod.Current);
    }

    [Fact]
    public void PressureStall_ConstantStall_ConvergesAndShortWindowFirst()
    {
        var psi = default(PressureStall);
        for (var i = 0; i < 10; i++) psi = psi.Update(0.6, 2);
        Assert.True(psi.Avg10 > psi.Avg60 && psi.Avg60 > psi.Avg300);
        Assert.InRange(psi.Avg10, 0.25, 0.3);
        Assert.Equal(6, psi.TotalSeconds, 1e-9);
        for (var i = 0; i < 2000; i++) psi = psi.Update(0.6, 2);
        Assert.Equal(0.3, psi.Avg300, 3);
    }

    [Fact]
    public void IoLimits_Reads_AreSlowedAndWritesAreNot()
    {
        var limits = new IoLimits(1e6, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        var wait = 0.0;
        for (var i = 0; i < 10; i++) wait = limits.WaitSeconds(write: false, 100_000, 0);
        Assert.Equal(0.9, wait, 1e-6);
        Assert.Equal(0, limits.WaitSeconds(write: true, 1e9, 0));
        Assert.Equal(0.25, IoLimits.WeightShare(100, 400));
    }

    [Fact]
    public void Namespaces_EightKinds_WithDistinctFlags()
    {
        Assert.Equal(8, Namespaces.All.Count);
        Assert.Equal(8, Namespaces.All.Select(n => n.Flag).Distinct().Count());
        Assert.Equal(["pid", "time"], Namespaces.All.Where(n => n.ForChildrenOnly).Select(n => n.Name));
        Assert.True(Namespaces.CreateMs(network: true) > Namespaces.CreateMs(network: false));
        Assert.NotEmpty(Namespaces.NotIsolated);
    }

    [Fact]
    public void PidNamespace_InitDies_AllOfItDies()
    {
        var root = new PidNamespace();
        root.Fork();
        var child = new PidNamespace(root);
        var init = child.Fork();
        child.Fork();
        var grandchild = new PidNamespace(child);
        grandchild.Fork();
        Assert.Equal([2, 1], init.Numbers);
        Assert.Equal([1, 2, 3, 4], root.Visible);
        Assert.Equal([1, 2, 3], child.Visible);
        Assert.Equal(3, root.Kill(2));
        Assert.Equal([1], root.Visible);
        Assert.Empty(grandchild.Visible);
        Assert.Equal(0, root.Kill(99));
    }

    [Fact]
    public void PidNamespace_TooDeep_IsRefused()
    {
        var at = new PidNamespace();
        for (var i = 0; i < 32; i++) at = new(at);
        Assert.Throws<ArgumentException>(() => new PidNamespace(at));
    }

    [Fact]
    public void OverlayCost_CopyUpAndLazyPull()
    {
        Assert.Equal(50 + 1_073_741.824, OverlayCost.CopyUpUs(1L << 30, 1), 3);
        Assert.Equal(5, OverlayCost.LookupUs(5, cached: true));
        Assert.Equal(900, OverlayCost.SharedCacheBytes(10, 100));
        Assert.Equal(1, OverlayCost.LazyPullSpeedup(0.76, 1), 1e-12);
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Sample((pull, read) => Assert.True(OverlayCost.LazyPullSpeedup(pull, read) >= 1 - 1e-12));
    }

    [Fact]
    public void NamespaceView_AnyUnshare_HidesExactlyWhatIsUnshared() =>
        Gen.Bool.Array[8].Sample(unshared =>
        {
            var host = NamespaceView.Host();
            var kinds = Enum.GetValues<NamespaceKind>();
            var inside = host.Unshare(kinds.Where((_, i) => unshared[i]).ToHashSet());
            for (var i = 0; i < kinds.Length; i++)
            {
                var before = host.Seen(kinds[i]).ToList();
                inside.Change(kinds[i]);
                Assert.Equal(unshared[i], before.SequenceEqual(host.Seen(kinds[i])));
                Assert.Equal(!unshared[i], inside.Seen(kinds[i]).SequenceEqual(host.Seen(kinds[i])));
            }
        });
}
