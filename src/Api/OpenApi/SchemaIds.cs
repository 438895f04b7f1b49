using Cloud.Contracts;

namespace Cloud.Api.OpenApi;

/// <summary>Names of schemas: <c>InstanceView</c> is an Instance, <c>PageView&lt;InstanceView&gt;</c> an InstancePage.</summary>
internal static class SchemaIds
{
    private const string View = "View";
    private const string Body = "Body";

    public static string Of(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PageView<>))
            return Of(type.GetGenericArguments()[0]) + "Page";
        var name = type.Name;
        return name.EndsWith(View, StringComparison.Ordinal) ? name[..^View.Length]
            : name.EndsWith(Body, StringComparison.Ordinal) ? name[..^Body.Length]
            : name;
    }
}
