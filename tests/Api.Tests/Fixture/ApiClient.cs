using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Fixture;

/// <summary>Sends requests to /api/v1 as one caller and keeps everything of the answer.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, string? token)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        Token = token;
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public string? Token { get; }

    /// <summary>The secret part of a token's text.</summary>
    public static string SecretOf(string token) => token["cloud_pat_00000000000000000000000000000000_".Length..];

    public HttpClient Http => _http;

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, body: null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PatchAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Patch, path, body, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, body: null, headers);

    /// <param name="path">Below /api/v1, or absolute with a leading slash.</param>
    /// <param name="body">A string is sent as it is; anything else as JSON.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.Add(name, value);
        }

        using var response = await _http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Creates a small container and returns it.</summary>
    public async Task<InstanceView> CreateAsync(string project, string name, string kind = "container", string flavor = "box.small", string image = "busybox") =>
        (await PostAsync($"projects/{project}/instances", new { name, kind, flavor, image })).Read<InstanceView>(201);

    /// <summary>Creates a small container and waits until it runs.</summary>
    public async Task<InstanceView> CreateRunningAsync(string project, string name)
    {
        var created = await CreateAsync(project, name);
        return await WaitAsync(project, created.Id, "running");
    }

    /// <summary>Polls until the instance is in the state; the test's own time-out ends a wait that is in vain.</summary>
    public async Task<InstanceView> WaitAsync(string project, Guid id, string state)
    {
        while (true)
        {
            var instance = (await GetAsync($"projects/{project}/instances/{id}")).Read<InstanceView>(200);
            if (string.Equals(instance.State, state, StringComparison.Ordinal))
                return instance;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();
}
