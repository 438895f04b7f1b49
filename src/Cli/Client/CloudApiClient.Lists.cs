using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Cloud.Contracts;

namespace Cloud.Cli.Client;

public sealed partial class CloudApiClient
{
    /// <summary>The most the API puts on one page.</summary>
    public const int LargestPage = 200;

    private async IAsyncEnumerable<T> ListAsync<T>(
        string path, JsonTypeInfo<PageView<T>> type, [EnumeratorCancellation] CancellationToken cancel)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        string? cursor = null;
        do
        {
            var page = await GetAsync(cursor is null ? path : $"{path}{separator}cursor={Escape(cursor)}", type, cancel);
            foreach (var item in page.Items) yield return item;
            if (page.Next is not null && string.Equals(page.Next, cursor, StringComparison.Ordinal))
                throw new CloudUnreachableException(Server, "the list does not move on");
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var separator = '?';
        foreach (var (name, value) in parts)
        {
            if (value is null) continue;
            path += $"{separator}{name}={Escape(value)}";
            separator = '&';
        }

        return path;
    }
}
