using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Iaas;
using Cloud.Domain.Tenancy;

namespace Cloud.Persistence.Schema;

/// <summary>Enumerations are stored by name, so that renumbering them in code cannot change what old rows mean.</summary>
internal static class Names
{
    public static string Of(DesiredPower desired) => desired switch
    {
        DesiredPower.Running => "running",
        DesiredPower.Stopped => "stopped",
        DesiredPower.Absent => "absent",
    };

    public static DesiredPower ParseDesired(string name) => ParseBy<DesiredPower>(name, Of);

    public static string Of(OperationState state) => state switch
    {
        OperationState.Running => "running",
        OperationState.Succeeded => "succeeded",
        OperationState.Failed => "failed",
    };

    public static OperationState ParseOperationState(string name) => ParseBy<OperationState>(name, Of);

    public static Role ParseRole(string name) => ParseBy<Role>(name, RoleTable.Name);

    public static TokenScope ParseScope(string name) => ParseBy<TokenScope>(name, RoleTable.Name);

    public static InstanceKind ParseKind(string name) => ParseBy<InstanceKind>(name, InstanceKinds.Name);

    public static InstanceState ParseState(string name) => ParseBy<InstanceState>(name, InstanceLifecycle.Name);

    private static T ParseBy<T>(string name, Func<T, string> nameOf)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(nameOf(value), name, StringComparison.Ordinal))
                return value;
        }

        throw new InvalidDataException($"The store holds '{name}', which is no {typeof(T).Name}.");
    }
}
