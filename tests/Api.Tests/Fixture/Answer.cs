using System.Net.Http.Headers;
using System.Text.Json;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Fixture;

/// <summary>An answer, read completely.</summary>
public sealed record Answer(int Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Body)
{
    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Headers, response.Content.Headers, await response.Content.ReadAsStringAsync());

    /// <summary>The body, once the status is the expected one.</summary>
    public T Read<T>(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Body}");
        return JsonSerializer.Deserialize<T>(Body, JsonSerializerOptions.Web)!;
    }

    /// <summary>The problem document, once it is of the expected kind.</summary>
    public ProblemView Problem(string kind)
    {
        Assert.True(ContentHeaders.ContentType?.MediaType == "application/problem+json", $"Expected the problem {kind}, got {Status}: {Body}");
        var problem = JsonSerializer.Deserialize<ProblemView>(Body, JsonSerializerOptions.Web)!;
        Assert.True(problem.Type == "/problems/" + kind, $"Expected the problem {kind}, got {Status}: {Body}");
        Assert.Equal(Status, problem.Status);
        return problem;
    }

    /// <summary>The one wrong field of a bad request.</summary>
    public FieldErrorView Field(string field)
    {
        var problem = Problem("validation-failed");
        var error = Assert.Single(problem.Errors!);
        Assert.Equal(field, error.Field);
        return error;
    }

    public string Header(string name) =>
        Headers.NonValidated.TryGetValues(name, out var values) || ContentHeaders.NonValidated.TryGetValues(name, out values) ? values.ToString() : "";

    public bool HasHeader(string name) => Headers.NonValidated.Contains(name) || ContentHeaders.NonValidated.Contains(name);
}
