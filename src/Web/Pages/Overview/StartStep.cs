using Cloud.Contracts;
using Cloud.Web.Layout;

namespace Cloud.Web.Pages.Overview;

/// <summary>One line of the getting-started list. It ticks itself: every condition is read from the project's real state.</summary>
/// <param name="Title">What to do.</param>
/// <param name="Why">What one learns from it.</param>
/// <param name="Verb">Label of the link.</param>
/// <param name="Url">Where it is done.</param>
/// <param name="IsDone">Whether it has happened.</param>
public sealed record StartStep(string Title, string Why, string Verb, string Url, bool IsDone)
{
    public static IReadOnlyList<StartStep> Of(
        string project, IReadOnlyList<InstanceView> instances, IReadOnlyList<OperationView> operations, IReadOnlyList<TokenView> tokens)
    {
        bool Has(string kind) => instances.Any(instance => string.Equals(instance.Kind, kind, StringComparison.Ordinal));
        bool Did(string kind) => operations.Any(operation => string.Equals(operation.Kind, kind, StringComparison.Ordinal));
        var launch = PortalUrls.Launch(project);
        return
        [
            new("Launch a container", "It shares its host's kernel, so it is there at once.", "Launch", launch + "?kind=container", Has("container")),
            new("Launch a virtual machine or a microVM", "It boots a kernel of its own: compare the boot timelines.", "Launch", launch + "?kind=microvm", Has("microvm") || Has("vm")),
            new("Stop one and start it again", "Stopped, it keeps its place and its quota.", "Show", PortalUrls.Instances(project), Did("instance.stop") && Did("instance.start")),
            new("Create a token", "It lets a script act as you, and no further than its scope.", "Create", PortalUrls.Tokens, tokens.Count > 0),
            new("Do the same with curl", "Every page shows its own calls under API at the foot.", "Show", launch, tokens.Any(token => token.LastUsedAt is not null)),
        ];
    }
}
