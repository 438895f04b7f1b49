using Cloud.Api.Tests.Fixture;
using Cloud.Contracts;

namespace Cloud.Api.Tests.Access;

public sealed class SignInTests(SharedCloud cloud)
{
    [Fact]
    public async Task SignIn_UnknownUserOrWrongPassword_AnswersTheSame()
    {
        var unknown = (await cloud.Anonymous.PostAsync("sign-in", new { userName = cloud.NewName("nobody"), password = "wrong-password-1" })).Problem("sign-in-failed");
        var wrong = (await cloud.Anonymous.PostAsync("sign-in", new { userName = "reader", password = "wrong-password-1" })).Problem("sign-in-failed");
        Assert.Equal(unknown.Detail, wrong.Detail);
    }

    [Fact]
    public async Task SignIn_ManyWrongPasswords_LocksTheAccountForTheRightOneToo()
    {
        var name = cloud.NewName("locked");
        using var user = await cloud.NewUserAsync(name);
        Answer answer;
        var attempts = 0;
        do
        {
            answer = await cloud.Anonymous.PostAsync("sign-in", new { userName = name, password = "wrong-password-1" });
            Assert.True(++attempts <= 20, "The account was never locked.");
        }
        while (answer.Status == 401);

        answer.Problem("sign-in-throttled");
        Assert.True(int.Parse(answer.Header("Retry-After")) >= 1);
        (await cloud.Anonymous.PostAsync("sign-in", new { userName = name, password = SharedCloud.Password })).Problem("sign-in-throttled");
        Assert.Equal(200, (await user.GetAsync("me")).Status);
    }

    [Fact]
    public async Task SignIn_TwiceFromOneProgram_IssuesTwoTokens()
    {
        using var first = await cloud.Process.SignInAsync("admin", SharedCloud.Password);
        using var second = await cloud.Process.SignInAsync("admin", SharedCloud.Password);
        Assert.NotEqual(first.Token, second.Token);
    }

    [Fact]
    public async Task SignIn_FromOneAddressTooOften_Answers429WithRetryAfter()
    {
        await using var process = await CloudProcess.StartAsync(CloudProcess.NewDirectory(), ["--Cloud:SignIn:AttemptsPerMinute=2"]);
        using var client = process.Anonymous();
        foreach (var _ in Enumerable.Range(0, 2))
            (await client.PostAsync("sign-in", new { userName = "nobody", password = "x" })).Problem("sign-in-failed");
        var answer = await client.PostAsync("sign-in", new { userName = "operator", password = process.OperatorPassword });
        answer.Problem("sign-in-throttled");
        Assert.Equal("60", answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Call_FasterThanTheRate_Answers429AndOthersGoOn()
    {
        await using var process = await CloudProcess.StartAsync(
            CloudProcess.NewDirectory(), ["--Cloud:RateLimit:PermitsPerSecond=1", "--Cloud:RateLimit:Burst=3"]);
        using var boss = await process.SignInAsync("operator", process.OperatorPassword);
        (await boss.PostAsync("users", new { userName = "hasty", password = SharedCloud.Password })).Read<UserView>(201);
        using var hasty = await process.SignInAsync("hasty", SharedCloud.Password);
        using var calm = await process.SignInAsync("hasty", SharedCloud.Password);

        Answer answer;
        var calls = 0;
        do
        {
            answer = await hasty.GetAsync("me");
            Assert.True(++calls <= 1000, "The limit was never reached.");
        }
        while (answer.Status == 200);

        Assert.True(calls > 3);
        answer.Problem("rate-limited");
        Assert.True(int.Parse(answer.Header("Retry-After")) >= 1);
        Assert.Equal(200, (await calm.GetAsync("me")).Status);
        Assert.Equal(200, (await boss.GetAsync("me")).Status);
    }
}
