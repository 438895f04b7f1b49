using Cloud.Contracts;
using Cloud.Web.Client;

namespace Cloud.Web.Tests.Fakes;

/// <summary>An API that answers from a table of method and path. An unknown call is a 404, as it would be.</summary>
public sealed class FakeCloud(CallLog? log = null) : ICloudClient
{
    private readonly Dictionary<string, object> _answers = new(StringComparer.Ordinal);

    /// <summary>Everything that was asked, in order.</summary>
    public List<ApiCall> Calls { get; } = [];

    /// <summary>Answers <paramref name="call"/> with a value.</summary>
    public FakeCloud Answer<T>(ApiCall<T> call, T value)
        where T : notnull
    {
        _answers[Key(call)] = value;
        return this;
    }

    /// <summary>Answers <paramref name="call"/> with a problem.</summary>
    public FakeCloud Refuse(ApiCall call, ProblemView problem)
    {
        _answers[Key(call)] = problem;
        return this;
    }

    public Task<Reply<T>> SendAsync<T>(ApiCall<T> call, CancellationToken cancellationToken = default)
    {
        Calls.Add(call);
        log?.Add(call);
        return Task.FromResult(_answers.GetValueOrDefault(Key(call)) switch
        {
            T value => Reply<T>.Of(value, "req-1"),
            ProblemView problem => Reply<T>.Refused(problem, "req-1"),
            _ => Reply<T>.Refused(NotFound(call.Path), "req-1"),
        });
    }

    public static ProblemView NotFound(string what) => new()
    {
        Type = "/problems/not-found", Title = "There is no such resource", Status = 404, Detail = $"There is no '{what}' here.", Instance = "req-1",
    };

    private static string Key(ApiCall call) => $"{call.Method} {call.Path}";
}
