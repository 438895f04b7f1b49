using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Iaas;
using Cloud.Domain.Identity;
using Mediator;

namespace Cloud.ControlPlane.Iaas.Catalogue;

public sealed class ListFlavorsHandler(AccessDirectory directory) : IRequestHandler<ListFlavors, Outcome<IReadOnlyList<Flavor>>>
{
    public ValueTask<Outcome<IReadOnlyList<Flavor>>> Handle(ListFlavors request, CancellationToken cancellationToken)
    {
        IReadOnlyList<Flavor> sorted = [.. directory.Current.Image.Flavors
            .OrderBy(flavor => flavor.Kinds[0]).ThenBy(flavor => flavor.Shape.Vcpus).ThenBy(flavor => flavor.Shape.MemoryMib)
            .ThenBy(flavor => flavor.Id.Value, StringComparer.Ordinal)];
        return ValueTask.FromResult(Outcomes.Of(sorted));
    }
}

public sealed class GetFlavorHandler(AccessDirectory directory) : IRequestHandler<GetFlavor, Outcome<Flavor>>
{
    public ValueTask<Outcome<Flavor>> Handle(GetFlavor request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<Flavor>>(
            directory.Current.FindFlavor(request.Flavor) is { } flavor ? flavor : Problem.NotFound("flavor", request.Flavor));
}

public sealed class CreateFlavorHandler(TenancyWriter writer, CallContext context) : IRequestHandler<CreateFlavor, Outcome<Flavor>>
{
    public async ValueTask<Outcome<Flavor>> Handle(CreateFlavor request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<Flavor>(context.Pending, (access, _) =>
        {
            var id = new FlavorId(request.Name);
            if (access.FindFlavor(id) is not null)
                return Taken.Name("flavor", request.Name);
            var flavor = new Flavor(id, request.Description, request.Shape, [.. request.Kinds.Distinct().Order()]);
            return new TenancyPlan<Flavor>(flavor, new TenancyChange.AddFlavor(flavor));
        }, cancellationToken);
}

public sealed class DeleteFlavorHandler(TenancyWriter writer) : IRequestHandler<DeleteFlavor, Outcome<Done>>
{
    public async ValueTask<Outcome<Done>> Handle(DeleteFlavor request, CancellationToken cancellationToken) =>
        await writer.ChangeAsync<Done>(
            pending: null,
            (access, _) => access.FindFlavor(request.Flavor) is null
                ? Problem.NotFound("flavor", request.Flavor)
                : new TenancyPlan<Done>(new Done(), new TenancyChange.RemoveFlavor(request.Flavor)),
            cancellationToken);
}

public sealed class ListImagesHandler(AccessDirectory directory) : IRequestHandler<ListImages, Outcome<IReadOnlyList<Image>>>
{
    public ValueTask<Outcome<IReadOnlyList<Image>>> Handle(ListImages request, CancellationToken cancellationToken)
    {
        IReadOnlyList<Image> sorted = [.. directory.Current.Image.Images.OrderBy(image => image.Id.Value, StringComparer.Ordinal)];
        return ValueTask.FromResult(Outcomes.Of(sorted));
    }
}

public sealed class GetImageHandler(AccessDirectory directory) : IRequestHandler<GetImage, Outcome<Image>>
{
    public ValueTask<Outcome<Image>> Handle(GetImage request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Outcome<Image>>(
            directory.Current.FindImage(request.Image) is { } image ? image : Problem.NotFound("image", request.Image));
}
