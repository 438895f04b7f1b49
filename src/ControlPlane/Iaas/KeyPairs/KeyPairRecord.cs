using Cloud.ControlPlane.Resources;
using Cloud.Domain.Iaas.Access;

namespace Cloud.ControlPlane.Iaas.KeyPairs;

/// <summary>A public key that new instances let in. The private half never comes here.</summary>
public sealed record KeyPairRecord() : ResourceRecord(ResourceKinds.KeyPair)
{
    public required SshPublicKey Key { get; init; }
}
