using Cloud.Api.Http;
using Cloud.Api.Http.Json;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Catalogue;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Iaas.Catalogue;

/// <summary>What there is to choose from: flavors, images, availability zones.</summary>
internal static class CatalogueApi
{
    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Catalogue");
        api.MapGet("/flavors", ListFlavors)
            .ForUseCase<ListFlavors>("flavor_list", "List flavors", "The sizes that instances can have.");
        api.MapGet("/flavors/{flavor}", GetFlavor)
            .ForUseCase<GetFlavor>("flavor_get", "Read a flavor", "One size by name.");
        api.MapPost("/flavors", CreateFlavor)
            .ForUseCase<CreateFlavor>("flavor_create", "Add a flavor", "Operators only. A flavor cannot be changed later.")
            .MayRefuse(ProblemKind.NameTaken);
        api.MapDelete("/flavors/{flavor}", DeleteFlavor)
            .ForUseCase<DeleteFlavor>("flavor_delete", "Remove a flavor", "Operators only. Instances made from it keep their shape.");
        api.MapGet("/images", ListImages)
            .ForUseCase<ListImages>("image_list", "List images", "The images that instances can boot.");
        api.MapGet("/images/{image}", GetImage)
            .ForUseCase<GetImage>("image_get", "Read an image", "One image by name.");
        api.MapGet("/zones", ListZones)
            .ForUseCase<ListZones>("zone_list", "List availability zones", "The zones that an instance can ask for.");
    }

    private static async Task<Results<Ok<PageView<FlavorView>>, ProblemResult>> ListFlavors(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListFlavors(), cancellation)).Ok(flavors => flavors.ToPage(CatalogueMapping.ToView));

    private static async Task<Results<Ok<FlavorView>, ProblemResult>> GetFlavor(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetFlavor(new FlavorId(http.Text("flavor"))), cancellation)).Ok(CatalogueMapping.ToView);

    private static async Task<Results<Created<FlavorView>, ProblemResult>> CreateFlavor(
        Body<CreateFlavorBody> body, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(body.Value.ToRequest(), cancellation))
            .Created(CatalogueMapping.ToView, flavor => $"{ApiRoutes.Prefix}/flavors/{flavor.Name}");

    private static async Task<Results<NoContent, ProblemResult>> DeleteFlavor(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new DeleteFlavor(new FlavorId(http.Text("flavor"))), cancellation)).NoContent();

    private static async Task<Results<Ok<PageView<ImageView>>, ProblemResult>> ListImages(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListImages(), cancellation)).Ok(images => images.ToPage(CatalogueMapping.ToView));

    private static async Task<Results<Ok<ImageView>, ProblemResult>> GetImage(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetImage(new ImageId(http.Text("image"))), cancellation)).Ok(CatalogueMapping.ToView);

    private static async Task<Results<Ok<PageView<ZoneView>>, ProblemResult>> ListZones(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new ListZones(), cancellation)).Ok(zones => zones.ToPage(zone => new ZoneView(zone.Id.Value, zone.Hosts)));
}
