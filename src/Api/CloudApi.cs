using Cloud.Api.Experiments;
using Cloud.Api.Http;
using Cloud.Api.Iaas.Catalogue;
using Cloud.Api.Iaas.Containers;
using Cloud.Api.Iaas.Events;
using Cloud.Api.Iaas.Instances;
using Cloud.Api.Iaas.KeyPairs;
using Cloud.Api.Iaas.Operations;
using Cloud.Api.Iaas.Reservations;
using Cloud.Api.Labs;
using Cloud.Api.Model;
using Cloud.Api.Operator;
using Cloud.Api.Operator.Faults;
using Cloud.Api.Operator.Moves;
using Cloud.Api.Operator.Rebalancing;
using Cloud.Api.Telemetry;
using Cloud.Api.Tenancy.Projects;
using Cloud.Api.Tenancy.Tenants;
using Cloud.Api.Tenancy.Tokens;
using Cloud.Api.Tenancy.Users;

namespace Cloud.Api;

/// <summary>The table of contents of the public API: one line per resource.</summary>
internal static class CloudApi
{
    public static RouteGroupBuilder MapCloudApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(ApiRoutes.Prefix);
        api.MapUsers();
        api.MapTokens();
        api.MapTenants();
        api.MapProjects();
        api.MapProjectMembers();
        api.MapCatalogue();
        api.MapInstances();
        api.MapReservations();
        api.MapKeyPairs();
        api.MapPlacements();
        api.MapContainers();
        api.MapOperations();
        api.MapEvents();
        api.MapTelemetry();
        api.MapOperator();
        api.MapPolicies();
        api.MapRebalancing();
        api.MapFaults();
        api.MapMoves();
        api.MapLabs();
        api.MapModel();
        return api;
    }
}
