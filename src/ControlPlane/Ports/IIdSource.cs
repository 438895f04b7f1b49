using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Ports;

/// <summary>Mints ids. Time ordered, so that newer sorts after older; seeded in simulation.</summary>
public interface IIdSource
{
    Guid Next();
}

public static class IdSourceExtensions
{
    public static InstanceId NextInstance(this IIdSource ids) => new(ids.Next());

    public static OperationId NextOperation(this IIdSource ids) => new(ids.Next());
}
