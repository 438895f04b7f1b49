using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Requests;

/// <summary>Reads Idempotency-Key and marks answers that were remembered.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    public const int MaxLength = 255;

    /// <exception cref="RefusedException">The key is empty, too long, repeated or not visible ASCII.</exception>
    public static void Read(HttpContext http, CallContext call)
    {
        var values = http.Request.Headers[Header];
        if (values.Count == 0)
            return;

        var key = values[0] ?? "";
        if (values.Count > 1 || key.Length is 0 or > MaxLength || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            var message = values.Count > 1 ? "is there more than once"
                : key.Length is 0 or > MaxLength ? $"has {key.Length} characters" : "has characters other than visible ASCII";
            throw new RefusedException(Problem.Invalid(new FieldError(Header, message, $"1 to {MaxLength} visible ASCII characters, once")));
        }

        call.IdempotencyKey = key;
        http.Response.OnStarting(
            static state =>
            {
                var (response, call) = ((HttpResponse, CallContext))state;
                if (call.WasReplayed)
                    response.Headers[Replayed] = "true";
                return Task.CompletedTask;
            },
            (http.Response, call));
    }
}
