using System.Buffers;
using System.Net.Mime;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cloud.Api.Http.Problems;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Cloud.Api.Http.Json;

/// <summary>The JSON body of a request, read strictly. A bad one is refused with every field that is wrong.</summary>
internal sealed class Body<T> : IBindableFromHttpContext<Body<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> Info = (JsonTypeInfo<T>)(CloudJson.Default.GetTypeInfo(typeof(T))
        ?? throw new InvalidOperationException($"{typeof(T).Name} is missing in {nameof(CloudJson)}."));

    private Body(T value) => Value = value;

    public T Value { get; }

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        RequireJson(context.Request);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return new Body<T>(Read(read.Buffer));
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([MediaTypeNames.Application.Json], typeof(T)));

    private static T Read(ReadOnlySequence<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = CloudJson.Default.Options.MaxDepth });
            var value = JsonSerializer.Deserialize(ref reader, Info);
            if (value is not null && !reader.Read())
                return value;
        }
        catch (JsonException exception)
        {
            throw new RefusedException(JsonDiagnosis.Explain(bytes, Info, exception));
        }

        throw new RefusedException(JsonDiagnosis.Explain(bytes, Info, exception: null));
    }

    private static void RequireJson(HttpRequest request)
    {
        var type = request.ContentType;
        if (string.Equals(type, MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
            return;

        if (!MediaTypeHeaderValue.TryParse(type, out var parsed)
            || !parsed.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || (parsed.Charset.HasValue && !parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                && !parsed.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
            throw new RefusedException(FrameworkProblems.UnsupportedMediaType(type));
    }
}
