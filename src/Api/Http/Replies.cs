using Cloud.Api.Http.Problems;
using Cloud.Contracts;
using Cloud.ControlPlane.Iaas.Instances;
using Cloud.ControlPlane.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cloud.Api.Http;

/// <summary>From the outcome of a use case to a typed result.</summary>
internal static class Replies
{
    public static Results<Ok<TView>, ProblemResult> Ok<T, TView>(this Outcome<T> outcome, Func<T, TView> view) =>
        outcome.TryGet(out var value, out var problem) ? TypedResults.Ok(view(value)) : new ProblemResult(problem);

    public static Results<Created<TView>, ProblemResult> Created<T, TView>(this Outcome<T> outcome, Func<T, TView> view, Func<TView, string> location) =>
        outcome.TryGet(out var value, out var problem) && view(value) is var created
            ? TypedResults.Created(location(created), created)
            : new ProblemResult(problem!);

    public static Results<NoContent, ProblemResult> NoContent(this Outcome<Done> outcome) =>
        outcome.Problem is { } problem ? new ProblemResult(problem) : TypedResults.NoContent();

    public static PageView<TView> ToView<T, TView>(this Page<T> page, Func<T, TView> view) =>
        new(page.Items.ToViews(view), Requests.Cursors.Write(page.Next));

    public static PageView<TView> ToPage<T, TView>(this IReadOnlyList<T> items, Func<T, TView> view) => new(items.ToViews(view), Next: null);

    private static TView[] ToViews<T, TView>(this IReadOnlyList<T> items, Func<T, TView> view)
    {
        var views = new TView[items.Count];
        for (var index = 0; index < views.Length; index++)
            views[index] = view(items[index]);
        return views;
    }
}
