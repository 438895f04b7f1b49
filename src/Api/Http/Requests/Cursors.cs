using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Cloud.Api.Http.Requests;

/// <summary>Opaque positions in lists: base64url of the last item's id.</summary>
internal static class Cursors
{
    private const int MaxLength = 200;

    public delegate bool Parser<T>(string text, out T value);

    [return: NotNullIfNotNull(nameof(position))]
    public static string? Write(string? position) => position is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(position));

    public static bool TryRead<T>(string cursor, Parser<T> parse, out T position)
    {
        position = default!;
        if (cursor.Length is 0 or > MaxLength || !Base64Url.IsValid(cursor))
            return false;
        return parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)), out position);
    }
}
