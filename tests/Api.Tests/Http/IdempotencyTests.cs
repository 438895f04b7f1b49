using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Http;

public sealed class IdempotencyTests(SharedCloud cloud)
{
    private static object Box(string name) => new { name, kind = "container", flavor = "box.small", image = "busybox" };

    [Fact]
    public async Task Create_SameKeyAndBody_AnswersTheSameAndCreatesOnce()
    {
        var (project, key) = (await cloud.NewProjectAsync(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var first = await cloud.Operator.PostAsync($"projects/{project.Name}/instances", Box("one"), key);
        var again = await cloud.Operator.PostAsync($"projects/{project.Name}/instances", Box("one"), key);

        Assert.Equal(first.Read<InstanceView>(201).Id, again.Read<InstanceView>(201).Id);
        Assert.Equal((first.Body, first.Header("Location"), first.Header("Operation-Location")), (again.Body, again.Header("Location"), again.Header("Operation-Location")));
        Assert.Equal(("", "true"), (first.Header("Idempotency-Replayed"), again.Header("Idempotency-Replayed")));
        Assert.Single((await cloud.Operator.GetAsync($"projects/{project.Name}/instances")).Read<PageView<InstanceView>>(200).Items);
    }

    [Fact]
    public async Task Create_SameKeyOtherBody_Answers422()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        (await cloud.Member.PostAsync("projects/alpha/instances", Box(cloud.NewName("key")), key)).Read<InstanceView>(201);
        (await cloud.Member.PostAsync("projects/alpha/instances", Box(cloud.NewName("key")), key)).Problem("idempotency-key-reused");
    }

    [Fact]
    public async Task Create_SameKeyAtTheSameTime_CreatesOnce()
    {
        var (project, key) = (await cloud.NewProjectAsync(), ("Idempotency-Key", Guid.NewGuid().ToString()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => cloud.Operator.PostAsync($"projects/{project.Name}/instances", Box("one"), key)));
        Assert.Single(answers.Select(answer => answer.Read<InstanceView>(201).Id).Distinct());
        Assert.Equal(11, answers.Count(answer => answer.HasHeader("Idempotency-Replayed")));
    }

    [Fact]
    public async Task Create_SameKeyOfAnotherUser_IsAnotherKey()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await cloud.Member.PostAsync("projects/alpha/instances", Box(cloud.NewName("mine")), key)).Read<InstanceView>(201);
        var second = (await cloud.Admin.PostAsync("projects/alpha/instances", Box(cloud.NewName("yours")), key)).Read<InstanceView>(201);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task CreateToken_SameKey_ShowsTheSameSecretAgain()
    {
        var (key, name) = (("Idempotency-Key", Guid.NewGuid().ToString()), cloud.NewName("token"));
        var first = (await cloud.Member.PostAsync("tokens", new { name }, key)).Read<IssuedTokenView>(201);
        var again = (await cloud.Member.PostAsync("tokens", new { name }, key)).Read<IssuedTokenView>(201);
        Assert.Equal(first.Secret, again.Secret);
    }

    [Fact]
    public async Task Act_SameKey_ActsOnce()
    {
        var id = (await cloud.Member.CreateRunningAsync("alpha", cloud.NewName("act"))).Id;
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = await cloud.Member.PostAsync($"projects/alpha/instances/{id}:reboot", body: null, key);
        var again = await cloud.Member.PostAsync($"projects/alpha/instances/{id}:reboot", body: null, key);
        Assert.Equal(202, first.Status);
        Assert.Equal((first.Header("Operation-Location"), "true"), (again.Header("Operation-Location"), again.Header("Idempotency-Replayed")));
    }

    public static TheoryData<string> BadKeys => ["", "two words", new string('k', 256), "tab\there"];

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task Create_BadKey_NamesTheHeader(string key)
    {
        var answer = await cloud.Member.PostAsync("projects/alpha/instances", Box("never"), ("Idempotency-Key", key));
        Assert.NotNull(answer.Field("Idempotency-Key").Accepted);
    }
}
