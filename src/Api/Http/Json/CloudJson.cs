using System.Text.Json.Serialization;
using Cloud.Contracts;

namespace Cloud.Api.Http.Json;

/// <summary>
/// Every DTO of the API, with generated (reflection-free) readers and writers. Strict: unknown and doubled fields, numbers in quotes and nulls
/// where a value belongs are refused.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 16)]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(SignInBody))]
[JsonSerializable(typeof(IssuedTokenView))]
[JsonSerializable(typeof(CreateTokenBody))]
[JsonSerializable(typeof(PageView<TokenView>))]
[JsonSerializable(typeof(UserView))]
[JsonSerializable(typeof(CreateUserBody))]
[JsonSerializable(typeof(PageView<UserView>))]
[JsonSerializable(typeof(TenantView))]
[JsonSerializable(typeof(CreateTenantBody))]
[JsonSerializable(typeof(PageView<TenantView>))]
[JsonSerializable(typeof(RoleAssignmentView))]
[JsonSerializable(typeof(AddTenantMemberBody))]
[JsonSerializable(typeof(AddProjectMemberBody))]
[JsonSerializable(typeof(PageView<RoleAssignmentView>))]
[JsonSerializable(typeof(ProjectView))]
[JsonSerializable(typeof(CreateProjectBody))]
[JsonSerializable(typeof(UpdateProjectBody))]
[JsonSerializable(typeof(PageView<ProjectView>))]
[JsonSerializable(typeof(FlavorView))]
[JsonSerializable(typeof(CreateFlavorBody))]
[JsonSerializable(typeof(PageView<FlavorView>))]
[JsonSerializable(typeof(ImageView))]
[JsonSerializable(typeof(PageView<ImageView>))]
[JsonSerializable(typeof(PageView<ZoneView>))]
[JsonSerializable(typeof(InstanceView))]
[JsonSerializable(typeof(CreateInstanceBody))]
[JsonSerializable(typeof(LabelInstanceBody))]
[JsonSerializable(typeof(PageView<InstanceView>))]
[JsonSerializable(typeof(CreateInstancesBody))]
[JsonSerializable(typeof(CreatedInstancesView))]
[JsonSerializable(typeof(ReservationView))]
[JsonSerializable(typeof(CreateReservationBody))]
[JsonSerializable(typeof(PageView<ReservationView>))]
[JsonSerializable(typeof(ContainerView))]
[JsonSerializable(typeof(PageView<ContainerNamespaceView>))]
[JsonSerializable(typeof(RootFileSystemView))]
[JsonSerializable(typeof(PageView<ContainerProcessView>))]
[JsonSerializable(typeof(PageView<ControlFileView>))]
[JsonSerializable(typeof(ContainerFileView))]
[JsonSerializable(typeof(WriteContainerFileBody))]
[JsonSerializable(typeof(ContainerChangeView))]
[JsonSerializable(typeof(WriteControlBody))]
[JsonSerializable(typeof(RunInContainerBody))]
[JsonSerializable(typeof(CommandResultView))]
[JsonSerializable(typeof(ExplainPlacementBody))]
[JsonSerializable(typeof(PlacementDecisionView))]
[JsonSerializable(typeof(ReplaceLabelsBody))]
[JsonSerializable(typeof(KeyPairView))]
[JsonSerializable(typeof(CreateKeyPairBody))]
[JsonSerializable(typeof(PageView<KeyPairView>))]
[JsonSerializable(typeof(OperationView))]
[JsonSerializable(typeof(PageView<OperationView>))]
[JsonSerializable(typeof(EventView))]
[JsonSerializable(typeof(PageView<EventView>))]
[JsonSerializable(typeof(RegionView))]
[JsonSerializable(typeof(HostDetailView))]
[JsonSerializable(typeof(PageView<FlavorSlotsView>))]
[JsonSerializable(typeof(PageView<ProjectSlotsView>))]
[JsonSerializable(typeof(PageView<OvercommitView>))]
[JsonSerializable(typeof(HostView))]
[JsonSerializable(typeof(InjectFaultBody))]
[JsonSerializable(typeof(FaultView))]
[JsonSerializable(typeof(PageView<FaultView>))]
[JsonSerializable(typeof(StartDrillBody))]
[JsonSerializable(typeof(PageView<DrillView>))]
[JsonSerializable(typeof(PlanRebalancingBody))]
[JsonSerializable(typeof(RebalancingPlanView))]
[JsonSerializable(typeof(PageView<HostView>))]
[JsonSerializable(typeof(PageView<LabSummaryView>))]
[JsonSerializable(typeof(LabView))]
[JsonSerializable(typeof(RunLabBody))]
[JsonSerializable(typeof(LabRunView))]
[JsonSerializable(typeof(ModelConstantsView))]
[JsonSerializable(typeof(ValidationView))]
[JsonSerializable(typeof(PageView<HardwareProfileSummaryView>))]
[JsonSerializable(typeof(HardwareProfileView))]
[JsonSerializable(typeof(CheckHardwareProfileBody))]
[JsonSerializable(typeof(HardwareProfileCheckView))]
internal sealed partial class CloudJson : JsonSerializerContext;

/// <summary>Problem documents leave out the members that do not apply.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemView))]
internal sealed partial class ProblemJson : JsonSerializerContext;
