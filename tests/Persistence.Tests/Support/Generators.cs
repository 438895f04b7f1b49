using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Iaas.KeyPairs;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Iaas.Reservations;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Iaas;
using Cloud.Domain.Iaas.Workloads;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Groups;
using Cloud.Scheduler.Pipeline;
using CsCheck;

namespace Cloud.Persistence.Tests.Support;

/// <summary>Records with anything in them that the types allow and both databases can hold (text without NUL, numbers that JSON knows).</summary>
internal static class Generators
{
    private static readonly Gen<string> Text = Gen.Char["abcxyzABC019 .-_/:;'\"\\{}[]%$@?&<>äöəğıЖ漢\t\n"].Array[0, 12].Select(chars => new string(chars));
    private static readonly Gen<double> Number = Gen.Double[-1e9, 1e9].Select(number => number == 0 ? 0 : number);
    private static readonly Gen<DateTimeOffset> Time = Gen.Long[0, 4_000_000_000L * TimeSpan.TicksPerSecond].Select(ticks => DateTimeOffset.UnixEpoch.AddTicks(ticks));
    private static readonly Gen<HostId> Host = Text.Select(name => new HostId(name));
    private static readonly Gen<Guid> Id = Gen.Guid;

    private static readonly Gen<InstanceShape> Shape = Gen.Select(
        Gen.Int[1, 1024], Gen.Long[1, InstanceShape.MaxMemoryMib], Gen.Int[0, 65536], Gen.Int[0, 8], Gen.Enum<CpuPolicy>(),
        (vcpus, memory, disk, nodes, policy) => new InstanceShape(vcpus, memory, disk, nodes, policy));

    private static readonly Gen<HostPlacement> Placement = Gen.Select(
        Host, Gen.Int[0, 65536],
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1024], Gen.Long[0, long.MaxValue], Gen.Int[0, 127].Array[0, 4], (node, vcpus, memory, cores) =>
            new NumaClaim(node, vcpus, memory, cores)).Array[0, 3],
        (host, disk, claims) => new HostPlacement(host, disk, claims));

    private static readonly Gen<NearestMiss> Miss = Gen.Select(
        Host, Gen.Int[0, 7].Nullable(), Text, Gen.Long, (host, node, resource, missing) => new NearestMiss(host, node, resource, missing) { Detail = missing % 2 == 0 ? resource : null });

    private static readonly Gen<PlacementTerms> Terms = Gen.Select(
        Text.Null(), Gen.Select(Gen.Enum<GroupRuleKind>(), Gen.Enum<DomainLevel>(), Gen.Int, Gen.Bool, (kind, level, limit, hard) => new GroupRuleTerms(kind, level, limit, hard)).Array[0, 3],
        Gen.Int, Gen.Bool, (group, rules, number, spot) => new PlacementTerms
        {
            Group = group is null ? null : new GroupTerms(group, rules, number, rules.Length),
            Priority = number,
            IsSpot = spot,
            Reservation = spot ? null : new ReservationId(new Guid(number, 0, 0, new byte[8])),
            Workload = number % 2 == 0 ? null : new Workload(WorkloadNames.Kinds[rules.Length]) { RatePerSecond = spot ? 0.25 : null, Points = [.. rules.Select((_, at) => new WorkloadPoint(at, 0.5, 1, 0, 7))] },
        });

    /// <summary>Reservations that differ in everything; the name carries the id, so that no two collide.</summary>
    public static readonly Gen<ReservationRecord> Reservation = Gen.Select(
        Gen.Select(Id, Text, Shape, Placement.Array[0, 3]), Gen.Select(Terms, Gen.Int, Gen.Long, Time), Gen.Select(Time.Nullable(), Gen.Enum<InstanceKind>()),
        (what, numbers, end) => new ReservationRecord
        {
            Id = new(what.Item1), Project = Samples.Project, Name = $"{what.Item2}{what.Item1}", Kind = end.Item2, Flavor = new(what.Item2), Shape = what.Item3,
            Cell = new(what.Item2), Zone = new(what.Item2), Count = numbers.Item2, Group = numbers.Item1.Group, Free = what.Item4, Policy = what.Item2,
            Version = numbers.Item3, CreatedBy = Samples.User, CreatedAt = numbers.Item4, Until = end.Item1,
        });

    private static readonly Gen<IReadOnlyDictionary<string, string>> Labels = Gen.Dictionary(Text, Text)[0, 3].Select(
        labels => (IReadOnlyDictionary<string, string>)new SortedDictionary<string, string>(labels, StringComparer.Ordinal));

    private static readonly Gen<ResourceRecord> KeyPair = Gen.Select(Text, Gen.Int, Text, (text, bits, comment) => (ResourceRecord)new KeyPairRecord
    {
        Id = default, Project = default, Name = "", Labels = new Dictionary<string, string>(StringComparer.Ordinal), Version = 0, CreatedBy = default,
        CreatedAt = default, UpdatedAt = default, Key = new(text, bits, text, comment, comment),
    });

    /// <summary>Resources of every kind; the name carries the id, so that no two collide.</summary>
    public static readonly Gen<ResourceRecord> Resource = Gen.Select(
        Gen.OneOf(KeyPair), Gen.Select(Id, Id, Text), Labels, Gen.Long[0, long.MaxValue - 1], Gen.Select(Time, Time),
        (kind, ids, labels, version, times) => kind with
        {
            Id = new(ids.Item1),
            Project = Samples.Project,
            Name = $"{ids.Item3}{ids.Item1}",
            Labels = labels,
            Version = version,
            CreatedBy = new(ids.Item2),
            CreatedAt = times.Item1,
            UpdatedAt = times.Item2,
        });

    public static readonly Gen<PreemptionRecord> Preemption = Gen.Select(Id, Placement, Id.Array[0, 3], Gen.Int, Time, Time,
        (instance, placement, victims, priority, due, since) =>
            new PreemptionRecord(new(instance), placement, [.. victims.Select(victim => new PreemptionVictim(new(victim), new(instance)))], priority, due, since));

    /// <summary>Cordons of different hosts.</summary>
    public static readonly Gen<HostCordon> Cordon = Gen.Select(Id, Text, Text.Null(), Id, Time, (host, cell, reason, by, since) =>
        new HostCordon(new($"h{host}"), new(cell), reason, new(by), since));

    private static readonly Gen<PlacementAdvice> Advice = Gen.Select(
        Gen.Enum<AdviceKind>(),
        Gen.Select(Gen.Enum<RequestField>(), Gen.Long, Gen.Long, (field, from, to) => new RequestChange(field, from, to)).Array[0, 2],
        Gen.Select(Host, Gen.Int[0, 7].Nullable(), Text, Gen.Long, (host, node, resource, missing) => new RoomWanted(host, node, resource, missing)).Null(),
        Gen.Select(Id.Nullable(), Host, Host.Nullable(), Gen.Int[1, 64], Gen.Long, (guest, host, to, vcpus, memory) =>
            new GuestStep(guest is { } id ? new InstanceId(id) : null, host, to, vcpus, memory)).Array[0, 2],
        Text.Null(),
        (kind, changes, room, guests, zone) => new PlacementAdvice(kind)
        {
            Changes = changes, Room = room, Guests = guests, Zone = zone is null ? null : new ZoneId(zone),
        });

    private static readonly Gen<PlacementExplanation> Explanation = Gen.Select(
        Text, Gen.Int[0, 100_000], Gen.Int[0, 100_000],
        Gen.Select(Text, Gen.Int[0, 1000], Miss.Null(), Gen.Enum<RefusalHelp>(), (rule, hosts, miss, help) =>
            new RuleRefusal(rule, hosts, miss, help)).Array[0, 3],
        Gen.Select(Host, Number, Gen.Select(Text, Number, Number, (scorer, weight, value) => new ScoreTerm(scorer, weight, value)).Array[0, 3],
            (host, score, terms) => new ScoredHost(host, score, terms)).Array[0, 3],
        Advice.Array[0, 2],
        (profile, considered, fitting, refusals, best, advice) => new PlacementExplanation(profile, considered, fitting, refusals, best, advice));

    /// <summary>Instances that differ in everything; the name carries the id, so that no two collide.</summary>
    public static readonly Gen<InstanceRecord> Instance =
        from ids in Gen.Select(Id, Id, Id, Id.Nullable())
        from words in Text.Array[9]
        from kinds in Gen.Select(Gen.Enum<InstanceKind>(), Gen.Enum<InstanceState>(), Gen.Enum<DesiredPower>())
        from numbers in Gen.Select(Gen.Long, Gen.Long, Gen.Int)
        from times in Gen.Select(Time, Time, Time.Nullable())
        from shape in Shape
        from labels in Gen.Dictionary(Text, Text)[0, 4]
        from placement in Placement
        from explanation in Explanation
        from fault in Text.Null()
        from terms in Terms
        select new InstanceRecord
        {
            Id = new(ids.Item1),
            Project = new(ids.Item2),
            Name = $"{words[0]}{ids.Item1}",
            Kind = kinds.Item1,
            Flavor = new(words[1]),
            Image = new(words[2]),
            Shape = shape,
            Labels = labels,
            State = kinds.Item2,
            Desired = kinds.Item3,
            Generation = new Generation(numbers.Item1),
            Version = numbers.Item2,
            Reboots = numbers.Item3,
            Cell = new(words[3]),
            Zone = new(words[4]),
            Placement = placement,
            Policy = words[5],
            Explanation = explanation,
            Terms = terms,
            OpenOperation = ids.Item4 is { } operation ? new OperationId(operation) : null,
            Fault = fault,
            CreatedBy = new(ids.Item3),
            CreatedAt = times.Item1,
            UpdatedAt = times.Item2,
            RunningSince = times.Item3,
        };

    /// <summary>Operations in any state.</summary>
    public static readonly Gen<OperationRecord> Operation =
        from ids in Gen.Select(Id, Id, Id, Id)
        from words in Text.Array[2]
        from state in Gen.Enum<OperationState>()
        from percent in Gen.Int[0, 100]
        from steps in Gen.Select(Text, Time, Number.Nullable(), (name, started, duration) => new OperationStep(name, started, duration)).Array[0, 5]
        from times in Gen.Select(Time, Time, Time.Nullable())
        from failure in Text.Null()
        select new OperationRecord
        {
            Id = new(ids.Item1),
            Project = new(ids.Item2),
            Instance = new(ids.Item3),
            InstanceName = words[0],
            Kind = words[1],
            State = state,
            Percent = percent,
            Steps = steps,
            RequestedBy = new(ids.Item4),
            CreatedAt = times.Item1,
            UpdatedAt = times.Item2,
            FinishedAt = times.Item3,
            Failure = failure,
        };

    /// <summary>Events of <see cref="Samples.Project"/>, still without a number.</summary>
    public static readonly Gen<EventRecord> Event =
        from ids in Gen.Select(Id, Id.Nullable(), Id)
        from words in Text.Array[4]
        from host in Host.Nullable()
        from version in Gen.Long
        from time in Time
        select new EventRecord(
            0, Samples.Project, words[0], new(version % 2 == 0 ? EventSubject.InstanceKind : "network", ids.Item1, words[1]), words[2], version,
            ids.Item2 is { } operation ? new OperationId(operation) : null, host, new(ids.Item3), time, words[3]);

    /// <summary>Remembered answers; the key carries the user, so that no two collide.</summary>
    public static readonly Gen<IdempotencyRecord> Remembered = Gen.Select(
        Id, Text, Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 300], Time,
        (user, key, fingerprint, result, time) => new IdempotencyRecord(new(user), $"{key}{user}", fingerprint, result, time));
}
