using System.Globalization;
using System.Text;
using System.Text.Json;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Benchmarks.Load;

/// <summary>A request as bytes, with places that get a new number each time.</summary>
internal sealed class LoadRequest
{
    private const int Digits = 9;
    private static readonly string Mark = new('#', Digits);
    private readonly byte[] _bytes;
    private readonly int[] _marks;

    private LoadRequest(string text)
    {
        _bytes = Encoding.ASCII.GetBytes(text);
        var marks = new List<int>();
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1, StringComparison.Ordinal)) marks.Add(at);
        _marks = [.. marks];
    }

    /// <summary>The bytes with <paramref name="number"/> in every place. The buffer is used again by the next call.</summary>
    public ReadOnlyMemory<byte> With(long number)
    {
        foreach (var mark in _marks) number.TryFormat(_bytes.AsSpan(mark, Digits), out _, "D9", CultureInfo.InvariantCulture);
        return _bytes;
    }

    public static LoadRequest Get(Uri server, string token, string path) =>
        new($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n");

    /// <param name="server">Where to.</param>
    /// <param name="token">Secret.</param>
    /// <param name="project">Project.</param>
    /// <param name="run">Distinguishes the names of several runs.</param>
    /// <param name="body">What to create; its name is replaced.</param>
    /// <param name="keys">Whether to send an Idempotency-Key, as careful clients do; the server then stores the answer too.</param>
    public static LoadRequest Create(Uri server, string token, string project, string run, CreateInstanceBody body, bool keys)
    {
        var named = new CreateInstanceBody { Name = $"l-{run}-{Mark}", Kind = body.Kind, Flavor = body.Flavor, Image = body.Image, Labels = body.Labels };
        var json = JsonSerializer.Serialize(named, ContractsJson.Default.CreateInstanceBody);
        var key = keys ? $"Idempotency-Key: l-{run}-{Mark}\r\n" : "";
        return new LoadRequest(
            $"POST /api/v1/projects/{project}/instances HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\n{key}" +
            string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"));
    }
}
