using Bunit;
using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Controls;
using Cloud.Web.Controls.Calls;
using Cloud.Web.Controls.Forms;
using Cloud.Web.Controls.Placement;
using Cloud.Web.Tests.Fakes;

namespace Cloud.Web.Tests.Controls;

public sealed class ControlTests : PortalTest
{
    [Theory]
    [InlineData("running", false, "ok", "Running")]
    [InlineData("running", true, "info busy", "Running")]
    [InlineData("stopped", false, "off", "Stopped")]
    [InlineData("error", false, "bad", "Error")]
    [InlineData("creating", false, "info busy", "Creating")]
    public void StateChip_State_HasToneAndWord(string state, bool isOperation, string tone, string word)
    {
        var chip = Render<StateChip>(p => p.Add(c => c.State, state).Add(c => c.IsOperation, isOperation)).Find(".chip");
        Assert.Equal("chip " + tone, chip.ClassName);
        Assert.Equal(word, chip.TextContent);
    }

    [Fact]
    public void Pager_FirstAndOnlyPage_ShowsNothing() =>
        Assert.Empty(Render<Pager>(p => p.Add(c => c.Url, _ => "/x")).Markup.Trim());

    [Fact]
    public void Pager_MiddlePage_LinksFirstAndNext()
    {
        var pager = Render<Pager>(p => p.Add(c => c.Cursor, "a").Add(c => c.Next, "b").Add(c => c.Url, cursor => $"/x?cursor={cursor}"));
        Assert.Equal(["/x?cursor=", "/x?cursor=b"], pager.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Funnel_Explanation_ShowsEveryRuleWithWhatIsLeft()
    {
        var rows = Render<Funnel>(p => p.Add(c => c.Explanation, Samples.Explanation())).FindAll("tbody tr");
        Assert.Equal(4, rows.Count);
        Assert.Contains("16", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("only another request helps", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("2 GiB short", rows[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreBars_Explanation_HasATableTwinWithTheSameFigures()
    {
        var bars = Render<ScoreBars>(p => p.Add(c => c.Explanation, Samples.Explanation()).Add(c => c.Chosen, "host-00042"));
        Assert.Equal("Emptiest host 1.2, Fewest neighbours 0.42", bars.Find("svg[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["1.2", "0.42", "1.62"], bars.FindAll(".twin tbody tr")[0].QuerySelectorAll("td").Select(td => td.TextContent));
        Assert.Equal("host-00042", bars.Find("b").TextContent);
    }

    [Fact]
    public void InstanceActions_State_OffersOnlyWhatIsAllowed()
    {
        var stopped = Samples.Instance(4, "cache", "container", "stopped", "start", "delete");
        var actions = Render<InstanceActions>(p => p.Add(c => c.Instance, stopped).Add(c => c.Form, "act").Add(c => c.DeleteUrl, "/d"));
        Assert.Equal($"start:{stopped.Id:D}", Assert.Single(actions.FindAll("button")).GetAttribute("value"));
        Assert.Equal("/d", Assert.Single(actions.FindAll("a")).GetAttribute("href"));
    }

    [Fact]
    public void DeleteInstance_Dialog_NamesTheConsequence()
    {
        var dialog = Render<DeleteInstance>(p => p.Add(c => c.Instance, Samples.Instance(1, "db-1", "vm", "running")).Add(c => c.Form, "act").Add(c => c.Cancel, "/back"));
        Assert.Contains("db-1 loses its 20 GiB root disk", dialog.Markup, StringComparison.Ordinal);
        Assert.Equal("/back", dialog.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void ProblemPanel_NoCapacity_SaysWhatWhyWhatToDoAndTheRequest()
    {
        var panel = Render<ProblemPanel>(p => p.Add(c => c.Problem, new ProblemView
        {
            Type = "/problems/no-capacity", Title = "No host can take the instance", Status = 507, Detail = "Too large.", Instance = "req-9",
            Explanation = Samples.Explanation() with { Advice = [new() { Kind = "change", Text = "Ask for 16 vCPUs", Changes = [], HostsFitting = 1, Guests = [] }] },
        }));
        Assert.Contains("No host can take the instance", panel.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("Too large.", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Ask for 16 vCPUs", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("What to do.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("req-9", panel.Find("code[id]").TextContent);
    }

    [Fact]
    public async Task ApiPanel_CallsMadeLater_AppearOnce()
    {
        var panel = Render<ApiPanel>();
        Assert.Empty(panel.Markup.Trim());
        await panel.InvokeAsync(() =>
        {
            Log.Add(CloudApi.Me());
            Log.Add(CloudApi.Flavors());
            Log.Add(CloudApi.Flavors());
        });
        panel.WaitForAssertion(() => Assert.Contains("1 call made", panel.Find("summary").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("/api/v1/me", panel.Markup, StringComparison.Ordinal);
    }
}
