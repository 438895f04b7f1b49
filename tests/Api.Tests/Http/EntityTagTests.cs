using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Http;

public sealed class EntityTagTests(SharedCloud cloud)
{
    [Fact]
    public async Task Patch_WithTheTagJustRead_ChangesAndAnswersTheNewTag()
    {
        var project = await cloud.NewProjectAsync();
        var tag = (await cloud.Owner.GetAsync($"projects/{project.Name}")).Header("ETag");
        Assert.Equal($"\"v{project.Version}\"", tag);
        var changed = await cloud.Owner.PatchAsync($"projects/{project.Name}", new { displayName = "New" }, ("If-Match", tag));
        Assert.Equal("New", changed.Read<ProjectView>(200).DisplayName);
        Assert.Equal($"\"v{project.Version + 1}\"", changed.Header("ETag"));
        (await cloud.Owner.PatchAsync($"projects/{project.Name}", new { displayName = "Newer" }, ("If-Match", tag))).Problem("precondition-failed");
    }

    [Theory]
    [InlineData("W/\"v1\"")]
    [InlineData("\"v999\"")]
    [InlineData("\"something\"")]
    public async Task Patch_TagThatDoesNotMatch_Answers412AndChangesNothing(string tag)
    {
        var project = await cloud.NewProjectAsync();
        (await cloud.Owner.PatchAsync($"projects/{project.Name}", new { displayName = "X" }, ("If-Match", tag))).Problem("precondition-failed");
        Assert.Equal(project.Version, (await cloud.Owner.GetAsync($"projects/{project.Name}")).Read<ProjectView>(200).Version);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("\"v1")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task Patch_MalformedTag_NamesTheHeader(string tag) =>
        (await cloud.Owner.PatchAsync("projects/alpha", new { displayName = "X" }, ("If-Match", tag))).Field("If-Match");

    [Fact]
    public async Task Patch_Star_MatchesWhateverExists()
    {
        var project = await cloud.NewProjectAsync();
        (await cloud.Owner.PatchAsync($"projects/{project.Name}", new { displayName = "Any" }, ("If-Match", "*"))).Read<ProjectView>(200);
    }

    [Fact]
    public async Task Act_OnAnOldVersion_Answers412()
    {
        var created = await cloud.Member.CreateAsync("alpha", cloud.NewName("old"));
        await cloud.Member.WaitAsync("alpha", created.Id, "running");
        (await cloud.Member.PostAsync($"projects/alpha/instances/{created.Id}:stop", body: null, ("If-Match", $"\"v{created.Version}\""))).Problem("precondition-failed");
    }

    [Fact]
    public async Task Act_MissingInstanceWithTag_Answers404() =>
        (await cloud.Member.PostAsync($"projects/alpha/instances/{Guid.NewGuid()}:stop", body: null, ("If-Match", "\"v1\""))).Problem("not-found");
}
