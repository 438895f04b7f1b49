using System.Globalization;
using Cloud.Api.Http.Problems;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Http.Requests;

/// <summary>Reads query parameters and gathers every error; <see cref="Check"/> refuses them all at once.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    private List<FieldError>? _errors;

    public string? Text(QueryParameter parameter)
    {
        var values = request.Query[parameter.Name];
        if (values.Count > 1)
            Refuse(parameter.Name, "is there more than once", "once");
        return values.Count == 0 ? null : values[0];
    }

    public int Limit()
    {
        if (Text(QueryParameters.Limit) is not { } text)
            return Paging.DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Paging.MaxLimit)
            return limit;
        Refuse("limit", $"is '{text}'", $"1 to {Paging.MaxLimit}");
        return Paging.DefaultLimit;
    }

    /// <summary>What the cursor names, read by <paramref name="parse"/>; default when there is none.</summary>
    public T? Cursor<T>(Cursors.Parser<T> parse)
        where T : struct
    {
        if (Text(QueryParameters.Cursor) is not { } text)
            return null;
        if (Cursors.TryRead(text, parse, out var position))
            return position;
        Refuse("cursor", "is not a cursor of this list", "the 'next' of an earlier page, unchanged");
        return null;
    }

    public Guid? Id(QueryParameter parameter)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        Refuse(parameter.Name, $"is '{text}'", "a UUID");
        return null;
    }

    public T? Choice<T>(QueryParameter parameter, Cursors.Parser<T> parse)
        where T : struct
    {
        if (Text(parameter) is not { } text)
            return null;
        if (parse(text, out var value))
            return value;
        Refuse(parameter.Name, $"is '{text}'", $"one of {string.Join(", ", parameter.Choices!)}");
        return null;
    }

    public IEnumerable<string> All(QueryParameter parameter) => request.Query[parameter.Name].Select(value => value ?? "");

    public void Refuse(string field, string message, string accepted) => (_errors ??= []).Add(new FieldError(field, message, accepted));

    /// <exception cref="RefusedException">A parameter was not valid.</exception>
    public void Check()
    {
        if (_errors is not null)
            throw new RefusedException(Problem.Invalid(_errors));
    }

    /// <summary>Refuses parameters that the endpoint does not know: a misspelt filter must not list everything.</summary>
    public static void RefuseUnknown(HttpContext http, Endpoint endpoint)
    {
        if (!http.Request.QueryString.HasValue)
            return;
        var known = endpoint.Metadata.GetOrderedMetadata<QueryParameter>();
        List<FieldError>? unknown = null;
        foreach (var name in http.Request.Query.Keys)
        {
            if (!known.Any(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase)))
                (unknown ??= []).Add(new FieldError(name, "is not a parameter of this resource", Accepted(known)));
        }

        if (unknown is not null)
            throw new RefusedException(Problem.Invalid(unknown));
    }

    private static string Accepted(IReadOnlyList<QueryParameter> known) =>
        known.Count == 0 ? "no query parameters" : $"one of {string.Join(", ", known.Select(parameter => parameter.Name))}";
}
