namespace Cloud.Domain.Identity;

/// <summary>A tenant: an organisation or a class that owns projects.</summary>
public readonly record struct TenantId(Guid Value) : IComparable<TenantId>
{
    public int CompareTo(TenantId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A project: the scope that instances, quotas and members belong to.</summary>
public readonly record struct ProjectId(Guid Value) : IComparable<ProjectId>
{
    public int CompareTo(ProjectId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A person or service that signs in.</summary>
public readonly record struct UserId(Guid Value)
{
    /// <summary>The control plane itself, for changes nobody asked for (a host report, a reconciler).</summary>
    public static UserId System => default;

    public override string ToString() => Value.ToString("D");
}

/// <summary>A personal access token.</summary>
public readonly record struct TokenId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}

/// <summary>A virtual machine, microVM or container. Ids are time ordered, so a list sorted by id is sorted by creation.</summary>
public readonly record struct InstanceId(Guid Value) : IComparable<InstanceId>
{
    public int CompareTo(InstanceId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A capacity reservation. Ids are time ordered.</summary>
public readonly record struct ReservationId(Guid Value) : IComparable<ReservationId>
{
    public int CompareTo(ReservationId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A thing of a project that is not an instance (a network, a volume …). Time ordered.</summary>
public readonly record struct ResourceId(Guid Value) : IComparable<ResourceId>
{
    public int CompareTo(ResourceId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A durable long-running action.</summary>
public readonly record struct OperationId(Guid Value) : IComparable<OperationId>
{
    public int CompareTo(OperationId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString("D");
}

/// <summary>A physical host, by the name that the region file gives it (unique in the region, for example <c>z1-r02-h07</c>).</summary>
public readonly record struct HostId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An availability zone, by name.</summary>
public readonly record struct ZoneId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A cell: the unit of scheduling inside one zone, owned by exactly one writer.</summary>
public readonly record struct CellId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A flavor, by its unique kebab-case name (for example <c>vm.small</c>).</summary>
public readonly record struct FlavorId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An image, by its unique kebab-case name (for example <c>debian-13</c>).</summary>
public readonly record struct ImageId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>
/// Counts the versions of what is wanted of an instance. It only rises; a report about an older generation is stale and loses.
/// </summary>
public readonly record struct Generation(long Value) : IComparable<Generation>
{
    public Generation Next() => new(Value + 1);
    public int CompareTo(Generation other) => Value.CompareTo(other.Value);
    public static bool operator <(Generation left, Generation right) => left.Value < right.Value;
    public static bool operator >(Generation left, Generation right) => left.Value > right.Value;
    public static bool operator <=(Generation left, Generation right) => left.Value <= right.Value;
    public static bool operator >=(Generation left, Generation right) => left.Value >= right.Value;
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
