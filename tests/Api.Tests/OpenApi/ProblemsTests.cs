using Cloud.Api.Http.Problems;
using Cloud.Api.OpenApi;
using Cloud.Api.Tests.Fixture;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.Tests.OpenApi;

public sealed class ProblemsTests(SharedCloud cloud)
{
    [Fact]
    public void Catalogue_ListsExactlyTheKinds() =>
        Assert.Equal(ProblemKind.All.Select(kind => kind.Type), ProblemPages.Kinds);

    [Fact]
    public async Task TypeUri_OfEveryKind_ResolvesToItsText()
    {
        foreach (var kind in ProblemKind.All)
        {
            var page = await cloud.Anonymous.GetAsync($"/problems/{kind.Type}");
            Assert.Equal((200, "text/html"), (page.Status, page.ContentHeaders.ContentType!.MediaType));
            Assert.Contains($"Status {kind.Status}.", page.Body, StringComparison.Ordinal);
            Assert.Contains("Who does what:", page.Body, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(ProblemExamples.Detail(kind)));
        }
    }

    [Fact]
    public async Task TypeUri_Unknown_Answers404() => Assert.Equal(404, (await cloud.Anonymous.GetAsync("/problems/none")).Status);
}
