using Cloud.Web.Models;

namespace Cloud.Web.Tests.Models;

public sealed class InstanceQueryTests
{
    [Fact]
    public void ToQueryString_Plain_IsEmpty() => Assert.Equal("", new InstanceQuery().ToQueryString());

    [Fact]
    public void ToQueryString_EveryFilter_IsEscapedAndComesBack()
    {
        var query = new InstanceQuery { State = "running", Kind = "vm", Name = "a&b", Label = "app=web", Cursor = "x/y=", Limit = 10 };
        var parsed = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.ToQueryString());
        Assert.Equal(query, InstanceQuery.From(parsed["state"], parsed["kind"], parsed["name"], parsed["label"], parsed["cursor"], int.Parse(parsed["limit"]!)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1_000, 200)]
    [InlineData(null, InstanceQuery.DefaultLimit)]
    public void From_Limit_IsClamped(int? given, int expected) => Assert.Equal(expected, InstanceQuery.From(null, null, null, null, null, given).Limit);

    [Fact]
    public void From_BlankFilters_AreNoFilters() => Assert.False(InstanceQuery.From("", " ", null, "", null, null).IsFiltered);
}
