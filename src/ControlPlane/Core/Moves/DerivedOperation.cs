using Cloud.ControlPlane.Iaas.Instances;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Core.Moves;

/// <summary>Ids of operations that the control plane opens by itself.</summary>
internal static class DerivedOperation
{
    /// <summary>Nobody asked for it, so nobody drew an id: it follows from the instance and its next generation, the same whenever it is decided again.</summary>
    public static OperationId Of(InstanceRecord instance)
    {
        Span<byte> bytes = stackalloc byte[16];
        instance.Id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var next = instance.Generation.Next().Value;
        for (var i = 0; i < 8; i++) bytes[15 - i] ^= (byte)(next >> (8 * i));
        bytes[8] ^= 0x40;
        return new(new Guid(bytes, bigEndian: true));
    }
}
