using Bunit;
using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Pages.Iaas.Reservations;
using Cloud.Web.Tests.Fakes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Cloud.Web.Tests.Pages;

public sealed class ReservationPagesTests : PortalTest
{
    private static readonly ReservationView Exam = new()
    {
        Id = new Guid(9, 0, 0, new byte[8]), Project = Samples.ProjectId, Name = "exam", Kind = "microvm", Flavor = "micro.small", Vcpus = 1, MemoryMib = 512, DiskGib = 2,
        Zone = "zone-a", Count = 3, Used = 1, Free = [Samples.Placement(), Samples.Placement()], Version = 2, CreatedBy = Samples.UserId, CreatedAt = Samples.Now,
    };

    public ReservationPagesTests() => Cloud
        .Answer(CloudApi.Flavors(), new PageView<FlavorView>([new() { Name = "micro.small", Description = "Small", Vcpus = 1, MemoryMib = 512, DiskGib = 2, NumaNodes = 0, CpuPolicy = "shared", Kinds = ["microvm"] }], null))
        .Answer(CloudApi.Zones(), new PageView<ZoneView>([new("zone-a", 16)], null));

    [Fact]
    public void List_ShowsWhatIsKeptWhereAndHowMuchIsUsed()
    {
        Cloud.Answer(CloudApi.Reservations("team-07"), new PageView<ReservationView>([Exam], null));
        var page = Render<ReservationList>(parameters => parameters.Add(p => p.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("exam", page.Find("tbody th").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 of 3", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("host-00042 × 2", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal("microvm/micro.small", page.Find("#place option").GetAttribute("value"));
    }

    [Fact]
    public void List_OfNothing_SaysWhatWouldBeHere()
    {
        Cloud.Answer(CloudApi.Reservations("team-07"), new PageView<ReservationView>([], null));
        var page = Render<ReservationList>(parameters => parameters.Add(p => p.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("Nothing is reserved", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void End_AsksFirstAndSaysWhatIsLost()
    {
        Cloud.Answer(CloudApi.Reservations("team-07"), new PageView<ReservationView>([Exam], null));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/p/team-07/reservations?end={Exam.Id:D}");
        var page = Render<ReservationList>(parameters => parameters.Add(p => p.Project, "team-07"));
        page.WaitForAssertion(() => Assert.Contains("2 free places can be taken by anybody", page.Find("dialog").TextContent, StringComparison.Ordinal));
    }
}
