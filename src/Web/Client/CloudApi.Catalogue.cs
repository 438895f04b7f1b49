using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<PageView<FlavorView>> Flavors() => Get<PageView<FlavorView>>($"{Root}/flavors", "flavor", "list");

    public static ApiCall<PageView<ImageView>> Images() => Get<PageView<ImageView>>($"{Root}/images", "image", "list");

    public static ApiCall<PageView<ZoneView>> Zones() => Get<PageView<ZoneView>>($"{Root}/zones", "zone", "list");

    public static ApiCall<RegionView> Region() => Get<RegionView>($"{Root}/region", "region", "show");

    public static ApiCall<PageView<HostView>> Hosts(string? zone, int limit, string? cursor = null) =>
        Get<PageView<HostView>>($"{Root}/hosts" + Query(("zone", zone), ("limit", limit.ToString(CultureInfo.InvariantCulture)), ("cursor", cursor)), ["host", "list"]);

    public static ApiCall<PageView<FlavorSlotsView>> Capacity(string? zone) =>
        Get<PageView<FlavorSlotsView>>($"{Root}/capacity" + Query(("zone", zone)), ["capacity", .. Option("--zone", zone)]);

    public static ApiCall<PageView<ProjectSlotsView>> ProjectCapacity(string project) =>
        Get<PageView<ProjectSlotsView>>($"{Root}/projects/{Esc(project)}/capacity", "capacity", "--mine", "--project", project);

    public static ApiCall<PageView<OvercommitView>> Overcommit() => Get<PageView<OvercommitView>>($"{Root}/overcommit", "region", "overcommit");

    public static ApiCall<HostDetailView> Host(string host) => Get<HostDetailView>($"{Root}/hosts/{Esc(host)}", "host", "show", host);
}
