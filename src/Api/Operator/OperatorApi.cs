using Cloud.Api.Http;
using Cloud.Api.Http.Problems;
using Cloud.Api.Http.Requests;
using Cloud.Contracts;
using Cloud.ControlPlane.Operator;
using Cloud.Domain.Identity;
using Mediator;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Operator;

/// <summary>The region and its hosts, for those who run it.</summary>
internal static class OperatorApi
{
    public static void MapOperator(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Region");
        api.MapGet("/region", GetRegion)
            .ForUseCase<GetRegion>("region_get", "Read the region", "Sums over all hosts. Operators only.");
        api.MapGet("/hosts", ListHosts)
            .ForUseCase<ListHosts>("host_list", "List hosts", "The physical hosts with what is used of each NUMA node. Operators only.")
            .Takes(QueryParameters.Zone, QueryParameters.Limit, QueryParameters.Cursor);
        api.MapGet("/hosts/{host}", GetHost)
            .ForUseCase<GetHost>("host_get", "Read a host", "One physical host with every instance on it. Operators only.");
        api.MapGet("/capacity", GetCapacity)
            .ForUseCase<GetCapacity>("capacity_get", "Read how many more would fit", "For each flavor, kind and zone: how many more instances would fit if nothing else came, by NUMA layout. The numbers are alternatives, not a sum. Everything that the flavor needs counts: cores, pages, devices, bandwidth, keys, traits. Operators only.")
            .Takes(QueryParameters.Flavor, QueryParameters.Zone);
        api.MapGet("/overcommit", GetOvercommit)
            .ForUseCase<GetOvercommit>("overcommit_get", "Read what overcommit is doing", "One entry per pool, then one per rule for a tenant, project or kind: the policy, what is promised under it and expected to be needed, and how often its violation budget was used. Operators only.");
        api.MapPost("/hosts/{host}:cordon", Cordon)
            .ForUseCase<CordonHost>("host_cordon", "Cordon a host", "Keeps new instances off the host; what runs there stays. Asked again, it changes nothing. Operators only.")
            .Takes(QueryParameters.Reason);
        api.MapPost("/hosts/{host}:uncordon", Uncordon)
            .ForUseCase<UncordonHost>("host_uncordon", "Open a host again", "Lets the host take new instances again. Asked again, it changes nothing. Operators only.");
    }

    private static async Task<Results<Ok<RegionView>, ProblemResult>> GetRegion(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetRegion(), cancellation)).Ok(OperatorMapping.ToView);

    private static async Task<Results<Ok<PageView<HostView>>, ProblemResult>> ListHosts(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var after = query.Cursor<HostName>(HostName.TryParse);
        var request = new ListHosts(query.Text(QueryParameters.Zone) is { } zone ? new ZoneId(zone) : null, after?.Text, query.Limit());
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(page => page.ToView(OperatorMapping.ToView));
    }

    private static async Task<Results<Ok<HostDetailView>, ProblemResult>> GetHost(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetHost(new HostId(http.Text("host"))), cancellation)).Ok(OperatorMapping.ToView);

    private static async Task<Results<Ok<PageView<FlavorSlotsView>>, ProblemResult>> GetCapacity(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new GetCapacity(
            query.Text(QueryParameters.Flavor) is { } flavor ? new FlavorId(flavor) : null, query.Text(QueryParameters.Zone) is { } zone ? new ZoneId(zone) : null);
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(slots => slots.ToPage(OperatorMapping.ToView));
    }

    private static async Task<Results<Ok<PageView<OvercommitView>>, ProblemResult>> GetOvercommit(ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new GetOvercommit(), cancellation)).Ok(all => all.ToPage(OvercommitMapping.ToView));

    private static async Task<Results<Ok<HostView>, ProblemResult>> Cordon(HttpContext http, ISender sender, CancellationToken cancellation)
    {
        var query = new QueryReader(http.Request);
        var request = new CordonHost(new HostId(http.Text("host")), query.Text(QueryParameters.Reason));
        query.Check();
        return (await sender.Send(request, cancellation)).Ok(OperatorMapping.ToView);
    }

    private static async Task<Results<Ok<HostView>, ProblemResult>> Uncordon(HttpContext http, ISender sender, CancellationToken cancellation) =>
        (await sender.Send(new UncordonHost(new HostId(http.Text("host"))), cancellation)).Ok(OperatorMapping.ToView);

    /// <summary>A host's name inside a cursor.</summary>
    private readonly record struct HostName(string Text)
    {
        public static bool TryParse(string text, out HostName name)
        {
            name = new HostName(text);
            return text.Length > 0 && !text.Any(char.IsControl);
        }
    }
}
