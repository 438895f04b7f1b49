using System.Globalization;
using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Problems;
using Microsoft.Net.Http.Headers;

namespace Cloud.Api.Http.Requests;

/// <summary>ETag is the version of a resource; If-Match makes a change conditional on it.</summary>
internal static class EntityTags
{
    /// <summary>A version that no resource has: the precondition fails once the resource is known to exist.</summary>
    public const long NeverMatches = -1;

    private const string Accepted = "one entity tag as read from ETag, for example \"v3\", or *";

    public static void SetETag(this HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>
    /// The version that the request insists on; null when it does not (no header, or <c>*</c>). A weak tag never matches (RFC 9110, 13.1.1).
    /// </summary>
    /// <exception cref="RefusedException">The header is malformed or holds several tags.</exception>
    public static long? IfVersion(this HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
            return null;
        if (header.Count > 1 || !EntityTagHeaderValue.TryParse(header[0], out var tag))
            throw new RefusedException(Problem.Invalid(new FieldError("If-Match", "is not an entity tag", Accepted)));
        if (tag.Equals(EntityTagHeaderValue.Any))
            return null;

        var text = tag.Tag.AsSpan()[1..^1];
        return !tag.IsWeak && text.StartsWith("v") && long.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : NeverMatches;
    }
}
