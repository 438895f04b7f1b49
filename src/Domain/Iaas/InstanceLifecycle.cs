using System.Collections.Frozen;

namespace Cloud.Domain.Iaas;

/// <summary>Where an instance is in its life. States ending in -ing are transitional: the control plane wants something the host has not yet reported.</summary>
public enum InstanceState
{
    Creating,
    Running,
    Stopping,
    Stopped,
    Starting,
    Rebooting,
    Deleting,
    Error,

    /// <summary>It is moved to another host; until the switch-over it runs where it was.</summary>
    Migrating,
}

/// <summary>What a user may ask of an existing instance.</summary>
public enum InstanceAction
{
    Start,
    Stop,
    Reboot,
    Delete,
}

/// <summary>What the control plane wants the host to make true.</summary>
public enum DesiredPower
{
    Running,
    Stopped,
    Absent,
}

/// <summary>What a host says about an instance it holds.</summary>
public enum ObservedPower
{
    /// <summary>The host has accepted the instance and is booting it.</summary>
    Booting,
    Running,
    ShuttingDown,
    Stopped,

    /// <summary>The host does not hold the instance.</summary>
    Absent,

    /// <summary>The host refused or lost the instance; the report says why.</summary>
    Failed,

    /// <summary>The host holds the place for a guest that arrives by migration; nothing runs here yet.</summary>
    Incoming,

    /// <summary>The guest stands still here for good unless a newer command says otherwise: all it was has been handed over to another host.</summary>
    Suspended,
}

/// <summary>
/// The one table that decides which action is allowed in which state, and what a report means in which state.
/// The same for virtual machines, microVMs and containers.
/// </summary>
public static class InstanceLifecycle
{
    private static readonly FrozenDictionary<(InstanceState, InstanceAction), (InstanceState Next, DesiredPower Desired)> Actions =
        new Dictionary<(InstanceState, InstanceAction), (InstanceState, DesiredPower)>
        {
            [(InstanceState.Running, InstanceAction.Stop)] = (InstanceState.Stopping, DesiredPower.Stopped),
            [(InstanceState.Running, InstanceAction.Reboot)] = (InstanceState.Rebooting, DesiredPower.Running),
            [(InstanceState.Stopped, InstanceAction.Start)] = (InstanceState.Starting, DesiredPower.Running),
            [(InstanceState.Error, InstanceAction.Start)] = (InstanceState.Starting, DesiredPower.Running),
            [(InstanceState.Error, InstanceAction.Stop)] = (InstanceState.Stopping, DesiredPower.Stopped),
            [(InstanceState.Creating, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Running, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Stopping, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Stopped, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Starting, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Rebooting, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Migrating, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
            [(InstanceState.Error, InstanceAction.Delete)] = (InstanceState.Deleting, DesiredPower.Absent),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<InstanceState, IReadOnlyList<InstanceAction>> AllowedByState =
        Enum.GetValues<InstanceState>().ToFrozenDictionary(
            state => state,
            state => (IReadOnlyList<InstanceAction>)[.. Enum.GetValues<InstanceAction>().Where(action => Actions.ContainsKey((state, action)))]);

    /// <summary>The actions a user may take in <paramref name="state"/>, in a fixed order.</summary>
    public static IReadOnlyList<InstanceAction> Allowed(InstanceState state) => AllowedByState[state];

    /// <summary>Looks up what an action leads to; false when the table forbids it.</summary>
    public static bool TryAct(InstanceState state, InstanceAction action, out InstanceState next, out DesiredPower desired)
    {
        var found = Actions.TryGetValue((state, action), out var row);
        (next, desired) = found ? row : (state, default);
        return found;
    }

    /// <summary>
    /// The state after a host's report about the instance's current generation, or null when the report changes nothing.
    /// An <see cref="ObservedPower.Absent"/> report ends a deletion and is an error in every state that needs the instance to exist on its host.
    /// </summary>
    public static InstanceState? Observe(InstanceState state, ObservedPower observed) => (state, observed) switch
    {
        (InstanceState.Deleting, _) => null,
        (InstanceState.Creating or InstanceState.Starting or InstanceState.Rebooting, ObservedPower.Running) => InstanceState.Running,
        (InstanceState.Stopping or InstanceState.Running, ObservedPower.Stopped) => InstanceState.Stopped,
        (InstanceState.Stopped or InstanceState.Error, ObservedPower.Running) => InstanceState.Running,
        (not InstanceState.Error, ObservedPower.Failed) => InstanceState.Error,
        _ => null,
    };

    /// <summary>True for a state that waits for a host: an operation is open.</summary>
    public static bool IsTransitional(InstanceState state) => state switch
    {
        InstanceState.Creating or InstanceState.Stopping or InstanceState.Starting or InstanceState.Rebooting or InstanceState.Deleting or InstanceState.Migrating => true,
        InstanceState.Running or InstanceState.Stopped or InstanceState.Error => false,
    };

    /// <summary>The lower-case name used by the API and the store.</summary>
    public static string Name(this InstanceState state) => state switch
    {
        InstanceState.Creating => "creating",
        InstanceState.Running => "running",
        InstanceState.Stopping => "stopping",
        InstanceState.Stopped => "stopped",
        InstanceState.Starting => "starting",
        InstanceState.Rebooting => "rebooting",
        InstanceState.Deleting => "deleting",
        InstanceState.Error => "error",
        InstanceState.Migrating => "migrating",
    };

    /// <summary>The lower-case name used by the API and the store.</summary>
    public static string Name(this InstanceAction action) => action switch
    {
        InstanceAction.Start => "start",
        InstanceAction.Stop => "stop",
        InstanceAction.Reboot => "reboot",
        InstanceAction.Delete => "delete",
    };

    public static bool TryParseState(string? name, out InstanceState state)
    {
        foreach (var candidate in Enum.GetValues<InstanceState>())
        {
            if (string.Equals(candidate.Name(), name, StringComparison.Ordinal))
            {
                state = candidate;
                return true;
            }
        }

        state = default;
        return false;
    }
}
