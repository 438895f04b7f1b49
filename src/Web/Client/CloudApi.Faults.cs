using System.Globalization;
using Cloud.Contracts;

namespace Cloud.Web.Client;

public static partial class CloudApi
{
    public static ApiCall<PageView<FaultView>> Faults(bool isActive, int limit) => Get<PageView<FaultView>>(
        $"{Root}/faults" + Query(("state", isActive ? "active" : "ended"), ("limit", limit.ToString(CultureInfo.InvariantCulture))), isActive ? ["fault", "list"] : ["fault", "list", "--all"]);

    public static ApiCall<FaultView> InjectFault(InjectFaultBody body) => new(HttpMethod.Post, $"{Root}/faults", body);

    public static ApiCall<NoContent> HealFault(Guid fault) => new(HttpMethod.Delete, $"{Root}/faults/{Esc(fault)}") { Command = ["fault", "heal", Esc(fault)] };

    public static ApiCall<PageView<DrillView>> Drills() => Get<PageView<DrillView>>($"{Root}/drills", "fault", "drills");

    public static ApiCall<PageView<FaultView>> StartDrill(string drill) =>
        new(HttpMethod.Post, $"{Root}/drills/{Esc(drill)}:start", new StartDrillBody()) { Command = ["fault", "drill", drill] };
}
