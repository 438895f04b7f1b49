namespace Cloud.Api.Http;

/// <summary>Names that several places agree on.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";
    public const string OperationLocation = "Operation-Location";
}
