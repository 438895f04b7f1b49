using Bunit;
using Cloud.Contracts;
using Cloud.Web.Client;
using Cloud.Web.Layout;
using Cloud.Web.Pages.Iaas.Instances;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cloud.Web.Tests.Fakes;

/// <summary>Renders pages against <see cref="FakeCloud"/> at a fixed time, as the signed-in user aysel of project team-07.</summary>
public abstract class PortalTest : BunitContext
{
    protected PortalTest()
    {
        Log = new CallLog();
        Cloud = new FakeCloud(Log)
            .Answer(CloudApi.Me(), Samples.Me())
            .Answer(CloudApi.Projects(), new PageView<ProjectView>([Samples.Project()], null));
        Http = new DefaultHttpContext();
        Services.AddSingleton<ICloudClient>(Cloud);
        Services.AddSingleton(Log);
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Samples.Now));
        Services.AddSingleton<IHttpContextAccessor>(new HttpContextAccessor { HttpContext = Http });
        Services.AddSingleton(new PortalOptions());
        Services.AddScoped<PortalSession>();
        Services.AddScoped<InstanceActor>();
        RenderTree.Add<Microsoft.AspNetCore.Components.CascadingValue<HttpContext>>(value => value.Add(p => p.Value, Http));
        Services.AddAntiforgery();
        Services.AddSingleton<Microsoft.AspNetCore.Components.Forms.AntiforgeryStateProvider, FakeAntiforgery>();
    }

    protected FakeCloud Cloud { get; }

    protected CallLog Log { get; }

    protected HttpContext Http { get; }

    private sealed class FakeAntiforgery : Microsoft.AspNetCore.Components.Forms.AntiforgeryStateProvider
    {
        public override Microsoft.AspNetCore.Components.Forms.AntiforgeryRequestToken GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
