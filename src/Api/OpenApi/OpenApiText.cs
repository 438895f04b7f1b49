using System.Globalization;
using System.Text;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;

namespace Cloud.Api.OpenApi;

/// <summary>The document as bytes, made at the first request for it.</summary>
internal sealed class OpenApiText(IServiceProvider services)
{
    private readonly Lazy<byte[]> _json = new(() => Write(services));

    public byte[] Json => _json.Value;

    private static byte[] Write(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var document = scope.ServiceProvider.GetRequiredService<ISwaggerProvider>().GetSwagger(OpenApiSetup.DocumentName);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString() + "\n");
    }
}
