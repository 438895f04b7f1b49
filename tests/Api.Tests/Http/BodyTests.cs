using System.Net.Http.Headers;
using Cloud.Api.Tests.Fixture;

namespace Cloud.Api.Tests.Http;

public sealed class BodyTests(SharedCloud cloud)
{
    private Task<Answer> Create(string body) => cloud.Member.PostAsync("projects/alpha/instances", body);

    [Fact]
    public async Task Body_SeveralDefects_NamesEveryField()
    {
        var errors = (await Create("""{"name": 5, "knd": "vm", "image": null, "labels": {"a": 1}}""")).Problem("validation-failed").Errors!;
        Assert.Equal(
            ["flavor: is missing", "image: is null", "kind: is missing", "knd: is not a known field", "labels.a: is an object", "name: is the number 5"],
            errors.Select(error => $"{error.Field}: {error.Message}").Order(StringComparer.Ordinal));
        Assert.Equal("one of name, kind, flavor, image, zone, labels, group, priority, spot, preemption, reservation, needs, container, workload", errors.Single(error => error.Field == "knd").Accepted);
        Assert.All(errors, error => Assert.NotNull(error.Accepted));
    }

    [Fact]
    public async Task Body_BrokenJson_NamesLineAndByte() =>
        Assert.StartsWith("is not valid JSON at line 2, byte 11", (await Create("{\n  \"name\": oops}")).Field("body").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("[]", "is an array")]
    [InlineData("null", "is null")]
    [InlineData("\"x\"", "is the string \"x\"")]
    public async Task Body_NotAnObject_SaysWhatItIs(string body, string message)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await cloud.Member.Http.PostAsync("/api/v1/projects/alpha/instances", content);
        Assert.Equal(message, (await Answer.OfAsync(response)).Field("body").Message);
    }

    [Theory]
    [InlineData("""{"name":"a","kind":"vm","flavor":"vm.small","image":"debian-13"} x""")]
    [InlineData("""{"name":"a","name":"b","kind":"vm","flavor":"vm.small","image":"debian-13"}""")]
    [InlineData("""{"name":"a","kind":"vm","flavor":"vm.small","image":"debian-13","labels":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":{"k":{"l":{"m":{"n":{"o":{"p":1}}}}}}}}}}}}}}}}}""")]
    [InlineData("""{"name":"\ud800","kind":"vm","flavor":"vm.small","image":"debian-13"}""")]
    public async Task Body_JsonThatIsNotStrict_IsRefused(string body) => Assert.NotEmpty((await Create(body)).Problem("validation-failed").Errors!);

    [Fact]
    public async Task Body_LabelThatIsNull_NamesTheLabel() =>
        Assert.Equal("labels.tier", Assert.Single((await Create("""{"name":"a","kind":"vm","flavor":"vm.small","image":"debian-13","labels":{"tier":null}}""")).Problem("validation-failed").Errors!).Field);

    [Fact]
    public async Task Body_NumberInQuotes_IsRefused() =>
        Assert.Equal("is the string \"4\"", (await cloud.Operator.PostAsync("flavors", """{"name":"f","vcpus":"4","memoryMib":1,"kinds":["vm"]}""")).Field("vcpus").Message);

    [Fact]
    public async Task Body_NestedObjectWithDefects_NamesThePath()
    {
        var answer = await cloud.Owner.PatchAsync("projects/alpha", """{"limit": {"instances": "many", "vcpus": 1, "memoryMib": 1}}""");
        Assert.Equal(["limit.diskGib", "limit.instances"], answer.Problem("validation-failed").Errors!.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Body_OtherContentType_Answers415(string type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await cloud.Member.Http.PostAsync("/api/v1/projects/alpha/instances", content);
        Assert.Equal("application/json", Assert.Single((await Answer.OfAsync(response)).Problem("unsupported-media-type").Errors!).Accepted);
    }

    /// <summary>Asks before it sends: a server that refuses early closes the connection, and a client still writing would see only that.</summary>
    [Fact]
    public async Task Body_AboveTheLimit_Answers413WithTheLimit()
    {
        var answer = await cloud.Member.PostAsync(
            "projects/alpha/instances", $$"""{"name":"{{new string('x', 1024 * 1024)}}"}""", ("Expect", "100-continue"));
        Assert.Equal("at most 1048576 bytes", Assert.Single(answer.Problem("too-large").Errors!).Accepted);
    }

    [Fact]
    public async Task Body_JustBelowTheLimit_IsRead()
    {
        var answer = await Create($$"""{"name":"{{new string('x', (1024 * 1024) - 100)}}","kind":"vm","flavor":"f","image":"i"}""");
        Assert.Contains("name", answer.Problem("validation-failed").Errors!.Select(error => error.Field));
    }
}
