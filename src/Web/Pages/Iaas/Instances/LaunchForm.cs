using Cloud.Contracts;
using Microsoft.AspNetCore.Http;

namespace Cloud.Web.Pages.Iaas.Instances;

/// <summary>The fields of the launch form as a browser sends them.</summary>
public sealed record LaunchForm
{
    /// <summary>Shown where a name is missing.</summary>
    public const string ExampleName = "web-1";

    public string? Name { get; init; }
    public string? Kind { get; init; }
    public string? Image { get; init; }
    public string? Flavor { get; init; }
    public string? Zone { get; init; }

    /// <summary><c>key=value</c>, separated by commas.</summary>
    public string? Labels { get; init; }

    /// <summary>What it asks of its host beyond a size.</summary>
    public NeedsForm Needs { get; init; } = new();

    /// <summary>How it stands among others.</summary>
    public TermsForm Terms { get; init; } = new();

    /// <summary>preview shows what would happen; anything else launches.</summary>
    public string? Intent { get; init; }

    /// <summary>Idempotency key made when the form was shown: pressing twice launches once.</summary>
    public string? Key { get; init; }

    /// <summary>Reads the body of a post, or the query of a get; no request gives the empty form.</summary>
    public static LaunchForm From(HttpRequest? request)
    {
        string? Field(string name) => request is null ? null
            : request.HasFormContentType ? request.Form[name].FirstOrDefault() : request.Query[name].FirstOrDefault();
        return new LaunchForm
        {
            Name = Field("name"), Kind = Field("kind"), Image = Field("image"), Flavor = Field("flavor"), Zone = Field("zone"),
            Labels = Field("labels"), Needs = NeedsForm.From(Field), Terms = TermsForm.From(Field), Intent = Field("intent"), Key = Field("key"),
        };
    }

    /// <summary>The request the form stands for; also what "The same call" shows.</summary>
    /// <param name="placeholder">Stands for a name not given yet.</param>
    public CreateInstanceBody ToBody(string placeholder = "") => new()
    {
        Name = Blank(Name) ?? placeholder,
        Kind = Kind ?? "",
        Flavor = Flavor ?? "",
        Image = Image ?? "",
        Zone = Blank(Zone),
        Labels = ParseLabels(Labels),
        Needs = Needs.ToBody(),
        Group = Terms.ToGroup(),
        Priority = Terms.PriorityNumber,
        Spot = Terms.Spot ? true : null,
        Preemption = Terms.Preemption,
        Reservation = Terms.Reservation,
        Container = Terms.ToContainer(Kind),
        Workload = Terms.ToWorkload(),
    };

    internal static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static Dictionary<string, string>? ParseLabels(string? text)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            labels[equals < 0 ? part : part[..equals].TrimEnd()] = equals < 0 ? "" : part[(equals + 1)..].TrimStart();
        }

        return labels.Count == 0 ? null : labels;
    }
}
