using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Iaas.Access;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;
using Mediator;

namespace Cloud.ControlPlane.Iaas.KeyPairs;

/// <summary>Adds a public key to a project.</summary>
/// <param name="PublicKey">The line of the <c>.pub</c> file.</param>
[Requires(Permission.InstanceWrite)]
public sealed record CreateKeyPair(ProjectId Project, string Name, string PublicKey, IReadOnlyDictionary<string, string> Labels)
    : IRequest<Outcome<KeyPairRecord>>, IProjectRequest, IValidatable, IIdempotent
{
    public string Canonical => Canonicals.Of([Project, Name, PublicKey], Labels);

    public IEnumerable<FieldError> Validate()
    {
        foreach (var error in ResourceRules.Check(Name, Labels)) yield return error;
        if (!SshPublicKey.TryParse(PublicKey, out _, out var wrong)) yield return new("publicKey", wrong, SshPublicKey.Rule);
    }
}

public sealed class CreateKeyPairHandler(ResourceWriter writer) : IRequestHandler<CreateKeyPair, Outcome<KeyPairRecord>>
{
    public async ValueTask<Outcome<KeyPairRecord>> Handle(CreateKeyPair request, CancellationToken cancellationToken)
    {
        if (!SshPublicKey.TryParse(request.PublicKey, out var key, out var wrong)) return Problem.Invalid(new FieldError("publicKey", wrong, SshPublicKey.Rule));
        return await writer.CreateAsync((birth, _) => Outcomes.Of(new KeyPairRecord
        {
            Id = birth.Id, Project = request.Project, Name = request.Name, Labels = request.Labels, Version = 1,
            CreatedBy = birth.Actor, CreatedAt = birth.At, UpdatedAt = birth.At, Key = key,
        }));
    }
}
