using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<InstanceView> Migrate(MigrateInstanceBody body) => new(HttpMethod.Post, $"{Root}/migrations", body);

    public static ApiCall<InstanceView> CancelMigration(Guid instance) => new(HttpMethod.Post, $"{Root}/migrations/{Esc(instance)}:cancel");

    public static ApiCall<PageView<MovingInstanceView>> Migrations() => Get<PageView<MovingInstanceView>>($"{Root}/migrations" + Query(("limit", "200")), "host", "migrations");

    public static ApiCall<HostView> DrainHost(string host, bool allowCold) =>
        new(HttpMethod.Post, $"{Root}/hosts/{Esc(host)}:drain" + Query(("allowCold", allowCold ? "true" : null))) { Command = ["host", "drain", host] };

    /// <param name="host">Which.</param>
    /// <param name="action"><c>evacuate</c>, <c>pause-drain</c>, <c>resume-drain</c>, <c>cancel-drain</c> or <c>uncordon</c>.</param>
    public static ApiCall<HostView> ActOnHost(string host, string action) => new(HttpMethod.Post, $"{Root}/hosts/{Esc(host)}:{action}");
}
