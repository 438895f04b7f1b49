using Cloud.Web.Client;
using Cloud.Web.Hosting;
using Cloud.Web.Layout;
using Cloud.Web.Pages.Iaas.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cloud.Web;

/// <summary>Hosts the portal in a process that already serves the public API and its sign-in.</summary>
public static class CloudPortal
{
    /// <summary>Registers the portal's services. The host adds authentication, authorization and antiforgery itself.</summary>
    public static IServiceCollection AddCloudPortal(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddScoped<CallLog>();
        services.AddScoped<PortalSession>();
        services.AddScoped<InstanceActor>();
        services.AddTransient<ForwardUser>();
        services.AddTransient<Microsoft.AspNetCore.Hosting.IStartupFilter, StatusPagesFilter>();

        var client = services.AddHttpClient<ICloudClient, CloudClient>((provider, http) =>
        {
            http.BaseAddress = ApiAddress.Resolve(provider, options);
            http.Timeout = options.ApiTimeout;
        });
        client.AddHttpMessageHandler<ForwardUser>();
        // The user's cookie travels in a header of each request; a shared cookie jar would mix users.
        client.ConfigurePrimaryHttpMessageHandler(provider =>
            options.ApiHandler?.Invoke(provider) ?? new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        return services;
    }

    /// <summary>Maps the portal's pages and files. The host maps <c>POST /account/sign-in</c> and <c>POST /account/sign-out</c>.</summary>
    public static IEndpointRouteBuilder MapCloudPortal(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets();
        endpoints.MapThemeSwitch();
        endpoints.MapRazorComponents<App>().Add(page =>
        {
            // Pages answer POST too; this form's answer is the host's.
            if (page is RouteEndpointBuilder { RoutePattern.RawText: PortalUrls.SignIn })
                page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
        });
        return endpoints;
    }
}
