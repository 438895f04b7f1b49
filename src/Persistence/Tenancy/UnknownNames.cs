namespace Cloud.Persistence.Tenancy;

/// <summary>Counts failed sign-ins of names that do not exist as those of real users are counted. Bounded; forgotten at a restart.</summary>
internal sealed class UnknownNames
{
    private const int MaxNames = 10_000;

    private readonly Dictionary<string, (int Failures, DateTimeOffset LockedUntil)> names = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public bool IsLocked(string name, DateTimeOffset now)
    {
        lock (gate)
            return names.TryGetValue(name, out var entry) && entry.LockedUntil > now;
    }

    /// <summary>Counts a failure; true when it locks the name.</summary>
    public bool Fail(string name, DateTimeOffset now)
    {
        lock (gate)
        {
            if (names.Count >= MaxNames)
                names.Clear();

            var failures = names.GetValueOrDefault(name).Failures + 1;
            var locks = failures >= SignIn.MaxFailures;
            names[name] = locks ? (0, now + SignIn.Lockout) : (failures, default);
            return locks;
        }
    }
}
