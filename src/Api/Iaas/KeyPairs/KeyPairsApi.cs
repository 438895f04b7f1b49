using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Api.Resources;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.KeyPairs;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Resources;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.KeyPairs;

/// <summary>Public keys of a project.</summary>
internal static class KeyPairsApi
{
    public static void MapKeyPairs(this IEndpointRouteBuilder api) =>
        api.MapResource<KeyPairRecord, KeyPairView>(ResourceKinds.KeyPair, "key_pair", "Key pairs", ToView)
            .MapPost("", Create)
            .ForUseCase<CreateKeyPair>("key_pair_create", "Add a public key", "The key is read and fingerprinted; a private key is refused and not kept.")
            .MayRefuse(ProblemKind.NameTaken, ProblemKind.QuotaExceeded);

    private static async Task<Results<Created<KeyPairView>, ProblemResult>> Create(
        HttpContext http, Body<CreateKeyPairBody> body, ISender sender, CancellationToken cancellation)
    {
        var asked = body.Value;
        return http.CreatedAt(await sender.Send(new CreateKeyPair(http.Project(), asked.Name, asked.PublicKey, asked.Labels.OrNone()), cancellation), ToView);
    }

    private static KeyPairView ToView(KeyPairRecord pair) => new()
    {
        Id = pair.Id.Value,
        Project = pair.Project.Value,
        Name = pair.Name,
        Labels = pair.Labels.ToLabels(),
        Version = pair.Version,
        CreatedBy = pair.CreatedBy.Value,
        CreatedAt = pair.CreatedAt,
        UpdatedAt = pair.UpdatedAt,
        Algorithm = pair.Key.Algorithm,
        Bits = pair.Key.Bits,
        PublicKey = pair.Key.Text,
        Comment = pair.Key.Comment,
        Fingerprint = pair.Key.Fingerprint,
    };
}
