using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Operator;

/// <summary>The order to empty a cordoned host, for as long as it stands: whatever comes to be there is moved away.</summary>
/// <param name="MaxConcurrent">Most migrations from the host at the same time.</param>
/// <param name="AllowCold">Whether what cannot be moved while it runs may be stopped for it.</param>
/// <param name="IsPaused">While paused nothing new begins; what is under way goes on.</param>
public sealed record HostDrain(int MaxConcurrent, bool AllowCold, bool IsPaused)
{
    /// <summary>Most at the same time that may be asked for.</summary>
    public const int MostConcurrent = 32;

    /// <summary>As many at the same time unless it is said.</summary>
    public const int UsualConcurrent = 2;

    /// <summary>Under this name its migrations are noted.</summary>
    public const string Run = "drain";
}

/// <summary>How far a drain is.</summary>
/// <param name="Drain">The order.</param>
/// <param name="Remaining">Instances still on the host.</param>
/// <param name="Moving">Of these, on their way now.</param>
/// <param name="LettingGo">Instances that have left and that the host has not confirmed to have let go.</param>
/// <param name="Stuck">Who cannot go at present, with the reason.</param>
public sealed record DrainStatus(HostDrain Drain, int Remaining, int Moving, int LettingGo, IReadOnlyList<StuckInstance> Stuck)
{
    /// <summary>Whether the host is empty: it can be switched off.</summary>
    public bool IsDone => Remaining == 0 && LettingGo == 0;
}

/// <summary>An instance that a drain could not move when it last tried.</summary>
/// <param name="Instance">Who.</param>
/// <param name="Name">Its name in its project.</param>
/// <param name="Reason">Why.</param>
public sealed record StuckInstance(InstanceId Instance, string Name, string Reason);
