using System.Data.Common;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Cloud.ControlPlane.Hosts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Operator;
using Cloud.ControlPlane.Iaas.Preemptions;
using Cloud.ControlPlane.Resources;
using Cloud.Domain.Identity;
using Cloud.Domain.Placement;
using Cloud.Scheduler.Pipeline;

namespace Cloud.Persistence.Schema;

/// <summary>The JSON columns: camelCase, no white space, enumerations and ids as plain strings; generated, so nothing reflects at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    Converters =
    [
        typeof(HostIdConverter), typeof(ZoneIdConverter), typeof(InstanceIdConverter), typeof(ResourceIdConverter), typeof(ProjectIdConverter),
        typeof(UserIdConverter), typeof(ReservationIdConverter), typeof(OperationIdConverter),
    ])]
[JsonSerializable(typeof(InstanceShape))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(HostPlacement))]
[JsonSerializable(typeof(PlacementExplanation))]
[JsonSerializable(typeof(PlacementTerms))]
[JsonSerializable(typeof(HostDrain))]
[JsonSerializable(typeof(InstanceMoves))]
[JsonSerializable(typeof(MigrationProgress))]
[JsonSerializable(typeof(IReadOnlyList<OperationStep>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(GroupTerms))]
[JsonSerializable(typeof(IReadOnlyList<HostPlacement>))]
[JsonSerializable(typeof(IReadOnlyList<PreemptionVictim>))]
[JsonSerializable(typeof(IReadOnlyList<InstanceId>))]
[JsonSerializable(typeof(ResourceRecord))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    public static Json Write<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Reads a column without making a string of it.</summary>
    public static T Read<T>(DbDataReader row, int column, JsonTypeInfo<T> type) => Read(row.GetFieldValue<byte[]>(column), type);

    public static T Read<T>(string json, JsonTypeInfo<T> type) => Read(Encoding.UTF8.GetBytes(json), type);

    private static T Read<T>(byte[] json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new InvalidDataException($"The store holds null where a {typeof(T).Name} is expected.");
}

/// <summary>JSON as it is stored, UTF-8.</summary>
internal readonly record struct Json(byte[] Utf8)
{
    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
