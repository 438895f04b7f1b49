using Cloud.Domain.Hardware.Costs.Structure;

namespace Cloud.Domain.Hardware.Costs.Services;

/// <summary>Ways to buy computing.</summary>
public enum ServiceModel
{
    /// <summary>One's own machines.</summary>
    OnPremises,

    /// <summary>Virtual machines.</summary>
    Infrastructure,

    /// <summary>Containers.</summary>
    Containers,

    /// <summary>Applications on a platform.</summary>
    Platform,

    /// <summary>Functions.</summary>
    Functions,

    /// <summary>Finished software.</summary>
    Software,
}

/// <summary>Layers that somebody has to look after.</summary>
public enum ResponsibilityLayer
{
    /// <summary>The application.</summary>
    Application,

    /// <summary>Language runtime and libraries.</summary>
    Runtime,

    /// <summary>Operating system.</summary>
    OperatingSystem,

    /// <summary>Virtualization, hosts, network, power.</summary>
    Infrastructure,
}

/// <summary>Section 15: who is responsible, how fast it starts, how it is isolated, what it costs.</summary>
public static class ServiceModels
{
    /// <summary>True when the tenant looks after the layer. Each step from left to right gives one more to the provider.</summary>
    public static bool TenantOwns(ServiceModel model, ResponsibilityLayer layer) => layer switch
    {
        ResponsibilityLayer.Application => model != ServiceModel.Software,
        ResponsibilityLayer.Runtime => model <= ServiceModel.Containers,
        ResponsibilityLayer.OperatingSystem => model <= ServiceModel.Infrastructure,
        ResponsibilityLayer.Infrastructure => model == ServiceModel.OnPremises,
    };

    /// <summary>Seconds until the first request is served.</summary>
    public static double StartSeconds(ServiceModel model) => model switch
    {
        ServiceModel.OnPremises => Energy.EnergyConstants.BootSeconds,
        ServiceModel.Infrastructure => ServiceConstants.IaasStartS,
        ServiceModel.Containers => ServiceConstants.CaasStartS,
        ServiceModel.Platform => ServiceConstants.PaasStartS,
        ServiceModel.Functions => ServiceConstants.FaasColdS,
        ServiceModel.Software => 0,
    };

    /// <summary>The boundary between tenants.</summary>
    public static IsolationStack Isolation(ServiceModel model) => model switch
    {
        ServiceModel.Containers or ServiceModel.Platform or ServiceModel.Software => IsolationStack.Container,
        ServiceModel.Functions => IsolationStack.FirecrackerVm,
        ServiceModel.OnPremises or ServiceModel.Infrastructure => IsolationStack.QemuVm,
    };

    /// <summary>Cost of one unit: <c>host cost/(usable units × utilisation)</c>.</summary>
    public static double UnitCost(double hostCost, double usableUnits, double utilisation) => hostCost / (usableUnits * utilisation);

    /// <summary>Credits that a burstable instance earns in an hour: <c>baseline × vCPU × 60</c>.</summary>
    public static double CreditsPerHour(double baseline, int vcpus) => baseline * vcpus * ServiceConstants.CreditsPerHour;

    /// <summary>Hours at full load until saved credits are used up; infinite when the baseline covers it.</summary>
    public static double BurstHours(double savedCredits, double baseline, int vcpus)
    {
        var net = (vcpus * ServiceConstants.CreditsPerHour) - CreditsPerHour(baseline, vcpus);
        return net <= 0 ? double.PositiveInfinity : savedCredits / net;
    }
}
