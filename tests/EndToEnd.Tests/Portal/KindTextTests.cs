using Cloud.Domain.Iaas;
using Cloud.Web.Models;

namespace Cloud.EndToEnd.Tests.Portal;

/// <summary>The portal may not see the domain, so what it says about the kinds is held to the model here.</summary>
public sealed class KindTextTests
{
    [Fact]
    public void Kinds_OnTheLaunchPage_AreTheModelsKindsWithTheirBootTimes() =>
        Assert.Equal(
            InstanceKinds.All.Select(kind => (kind.Name(), BootPath.Of(kind).MedianMs)),
            KindInfo.All.Select(info => (info.Name, info.BootMs)));
}
