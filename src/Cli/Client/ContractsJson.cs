using System.Text.Json;
using System.Text.Json.Serialization;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

/// <summary>Source-generated JSON of everything the API sends or takes: camelCase, nulls left out of what is sent.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(IssuedTokenView))]
[JsonSerializable(typeof(CreateTokenBody))]
[JsonSerializable(typeof(CreateUserBody))]
[JsonSerializable(typeof(CreateTenantBody))]
[JsonSerializable(typeof(CreateProjectBody))]
[JsonSerializable(typeof(UpdateProjectBody))]
[JsonSerializable(typeof(AddProjectMemberBody))]
[JsonSerializable(typeof(AddTenantMemberBody))]
[JsonSerializable(typeof(CreateFlavorBody))]
[JsonSerializable(typeof(CreateInstanceBody))]
[JsonSerializable(typeof(LabelInstanceBody))]
[JsonSerializable(typeof(ExplainPlacementBody))]
[JsonSerializable(typeof(PlacementDecisionView))]
[JsonSerializable(typeof(RegionView))]
[JsonSerializable(typeof(HostDetailView))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(PageView<TokenView>))]
[JsonSerializable(typeof(PageView<UserView>))]
[JsonSerializable(typeof(PageView<TenantView>))]
[JsonSerializable(typeof(PageView<ProjectView>))]
[JsonSerializable(typeof(PageView<RoleAssignmentView>))]
[JsonSerializable(typeof(PageView<FlavorView>))]
[JsonSerializable(typeof(PageView<ImageView>))]
[JsonSerializable(typeof(PageView<PolicyView>))]
[JsonSerializable(typeof(PageView<ZoneView>))]
[JsonSerializable(typeof(PageView<HostView>))]
[JsonSerializable(typeof(PageView<FlavorSlotsView>))]
[JsonSerializable(typeof(PageView<InstanceView>))]
[JsonSerializable(typeof(PageView<OperationView>))]
[JsonSerializable(typeof(PageView<EventView>))]
public sealed partial class ContractsJson : JsonSerializerContext;
