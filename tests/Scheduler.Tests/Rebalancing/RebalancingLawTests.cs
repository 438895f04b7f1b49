using System.Text.Json;
using Cloud.Domain.Identity;
using Cloud.Scheduler.Rebalancing;
using Cloud.Scheduler.Residents;
using CsCheck;

namespace Cloud.Scheduler.Tests.Rebalancing;

/// <summary>What must hold of every plan, whatever its goal, on random worlds with groups, obstacles and budgets.</summary>
public sealed class RebalancingLawTests
{
    public static TheoryData<string> Goals => [.. RebalancingGoals.All.Select(goal => goal.Name())];

    [Theory, MemberData(nameof(Goals))]
    public void Plan_ExecutedStepByStep_IsValidAndEveryStepGains(string name)
    {
        var steps = 0;
        OnPlans(name, (world, order, budget, plan) =>
        {
            var objective = Objective(world, order);
            foreach (var host in order.Hosts) world.Ledger.SetCordoned(host, true);
            var cost = Cost(world, objective);
            Assert.Equal(plan.Before.Objective, cost, 9);
            foreach (var (step, number) in plan.Steps.Zip(Enumerable.Range(1, int.MaxValue)))
            {
                Assert.Equal(number, step.Number);
                var resident = Find(world, step.Instance);
                Assert.Equal(Json(resident.Placement), Json(step.Source));
                Assert.NotEqual(step.Source.Host, step.Target.Host);
                Assert.True(world.Ledger.Fits(step.Target), "the target must be free while the source is held");
                Assert.False(world.Ledger.View(world.Ledger.IndexOf(step.Target.Host)).IsCordoned);
                Assert.True(world.WithoutMembership(resident, () => world.Ask(resident).Group?.Allows(world.Ledger.IndexOf(step.Target.Host)) ?? true));
                Assert.True(step.Kind == StepKind.Restart || resident.Obstacles.Count == 0);
                world.Move(resident, step.Target);
                var after = Cost(world, objective);
                Assert.True(step.Gain > 0);
                Assert.Equal(cost - step.Gain, after, 9);
                cost = after;
                Interlocked.Increment(ref steps);
            }

            Assert.Equal(plan.After.Objective, cost, 9);
            Assert.True(order.Goal is not RebalancingGoal.Defragment || plan.Steps.Count == 0 || plan.After.Slots > plan.Before.Slots);
            Assert.Equal(plan.After.HostsEmpty, Enumerable.Range(0, world.Ledger.Hosts.Count).Count(host => world.On(host).Count == 0));
        });
        Assert.True(steps > 100, $"only {steps} steps were checked");
    }

    [Theory, MemberData(nameof(Goals))]
    public void Plan_ExecutedWaveByWave_HoldsSourcesAndTargetsTogetherWithinTheLimits(string name) => OnPlans(name, (world, _, budget, plan) =>
    {
        foreach (var wave in plan.Steps.GroupBy(step => step.Wave))
        {
            Assert.True(wave.Count() <= budget.MaxConcurrent);
            Assert.All(wave.SelectMany(step => new[] { step.Source.Host, step.Target.Host }).GroupBy(host => host), host => Assert.True(host.Count() <= budget.MaxConcurrentPerHost));
            var moving = wave.Select(step => Find(world, step.Instance)).ToList();
            Assert.All(moving.Where(resident => resident.Group is not null).GroupBy(resident => resident.Group!), group => Assert.True(group.Count() <= group.Key.MaxDisrupted));
            foreach (var step in wave) world.Ledger.Take(step.Target); // throws when they do not fit beside all sources
            foreach (var step in wave) world.Ledger.Release(step.Target);
            foreach (var step in wave) world.Move(Find(world, step.Instance), step.Target);
        }

        Assert.Equal(plan.Waves, plan.Steps.Select(step => step.Wave).Distinct().Count());
    });

    [Theory, MemberData(nameof(Goals))]
    public void Plan_AnyBudget_IsNeverExceeded(string name) => OnPlans(name, (_, _, budget, plan) =>
    {
        Assert.True(plan.Steps.Count <= budget.MaxMoves);
        Assert.True(plan.Total.Mib <= budget.MaxMib + 1e-6);
        Assert.True(plan.Total.DowntimeMs <= budget.MaxDowntimeMs + 1e-6);
        Assert.Equal(plan.Total.Mib, plan.Steps.Sum(step => step.Cost.Mib), 6);
        Assert.All(plan.Steps, step => Assert.True(step.Kind == StepKind.Restart || step.Cost.DowntimeMs <= budget.MaxDowntimePerMoveMs));
    });

    [Theory, MemberData(nameof(Goals))]
    public void Plan_AskedTwice_IsTheSameAndLeavesTheWorldAsItWas(string name)
    {
        var goal = Goal(name);
        GenCase(goal).Sample((world, order, budget) =>
        {
            var before = ResidentWorlds.State(world);
            var first = Json(RebalancingPlanner.Plan(world, order, budget, PlacementProfiles.Pack));
            Assert.Equal(before, ResidentWorlds.State(world));
            Assert.Equal(first, Json(RebalancingPlanner.Plan(world, order, budget, PlacementProfiles.Pack)));
            Assert.DoesNotContain(Enumerable.Range(0, world.Ledger.Hosts.Count), host => world.Ledger.View(host).IsCordoned);
        }, iter: 50);
    }

    [Theory]
    [InlineData("drain")]
    [InlineData("evacuate")]
    public void Plan_EmptyingHosts_MovesOrExplainsEveryInstance(string name) => OnPlans(name, (world, order, _, plan) =>
    {
        var listed = order.Hosts.SelectMany(host => world.On(world.Ledger.IndexOf(host))).Select(resident => resident.Id).Order();
        Assert.Equal(listed, plan.Steps.Select(step => step.Instance).Concat(plan.NotMoved.Select(kept => kept.Instance)).Order());
        Assert.All(plan.NotMoved, kept => Assert.NotEmpty(kept.Reason));
        Assert.Equal(plan.NotMoved.Count, plan.After.OnListedHosts);
    });

    private static void OnPlans(string name, Action<ResidentWorld, RebalancingOrder, RebalancingBudget, RebalancingPlan> law) =>
        GenCase(Goal(name)).Sample((world, order, budget) => law(world, order, budget, RebalancingPlanner.Plan(world, order, budget, PlacementProfiles.Pack)), iter: 150);

    private static Gen<(ResidentWorld, RebalancingOrder, RebalancingBudget)> GenCase(RebalancingGoal goal) =>
        Gen.Select(
            ResidentWorlds.GenWorld(8, 40, PlacementProfiles.Spread), Gen.Int[0, 7].Array[1, 2], Gen.Int[1, 20], Gen.Int[4, 60], Gen.Int[100, 4000], Gen.Int[1, 4], Gen.Bool,
            (world, hosts, moves, gib, downtime, concurrent, restart) => (
                world,
                new RebalancingOrder(goal)
                {
                    Hosts = goal is RebalancingGoal.Drain or RebalancingGoal.Evacuate ? [.. hosts.Distinct().Select(host => new HostId($"h{host}"))] : [],
                    Guest = new(8, 8 * 1024, 0, 1, false),
                    HotAbove = 0.4,
                },
                new RebalancingBudget { MaxMoves = moves, MaxMib = gib * 1024, MaxDowntimeMs = downtime, MaxConcurrent = concurrent, MaxConcurrentPerHost = Math.Max(1, concurrent / 2), AllowRestart = restart }));

    private static RebalancingGoal Goal(string name) => RebalancingGoals.TryParse(name, out var goal) ? goal : throw new ArgumentException(name, nameof(name));

    private static IRebalancingObjective Objective(ResidentWorld world, RebalancingOrder order) => order.Goal switch
    {
        RebalancingGoal.Drain or RebalancingGoal.Evacuate => new FewestOnHosts(order.Hosts.Select(world.Ledger.IndexOf).ToHashSet()),
        RebalancingGoal.Defragment => new MostSlots(order.Guest),
        RebalancingGoal.Consolidate => new FewestHostsInUse(),
        RebalancingGoal.RelieveHotSpots => new CoolestHosts(order.HotAbove),
    };

    private static double Cost(ResidentWorld world, IRebalancingObjective objective) =>
        Enumerable.Range(0, world.Ledger.Hosts.Count).Sum(host => objective.Cost(world, host));

    private static Resident Find(ResidentWorld world, InstanceId id) => ResidentWorlds.Residents(world).Single(resident => resident.Id == id);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, Infinite);

    private static readonly JsonSerializerOptions Infinite = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
