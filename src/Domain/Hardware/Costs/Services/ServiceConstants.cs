using static Cloud.Domain.Hardware.Confidence;

namespace Cloud.Domain.Hardware.Costs.Services;

/// <summary>Constants of section 15: service models.</summary>
public static class ServiceConstants
{
    private static readonly ConstantSection S = new("15 Service models");

    public static readonly ModelConstant IaasStartS = S.Add("service.iaas-start", 15.76, "s", Derived, "sum of the phases of a full VM, section 11.1");
    public static readonly ModelConstant CaasStartS = S.Add("service.caas-start", 0.5, "s", Engineering, "container with a warm image");
    public static readonly ModelConstant PaasStartS = S.Add("service.paas-start", 30, "s", Engineering, "deployment");
    public static readonly ModelConstant FaasColdS = S.Add("service.faas-cold", 0.225, "s", Engineering, "0.15 to 0.3 s and the runtime's own start");
    public static readonly ModelConstant FaasWarmS = S.Add("service.faas-warm", 0.002, "s", Engineering, "an instance is waiting");
    public static readonly ModelConstant BillingS = S.Add("service.iaas-billing", 1, "s", Engineering, "granularity of billing");
    public static readonly ModelConstant CpuRatioDedicated = S.Add("service.cpu-ratio-dedicated", 1, "ratio", Engineering, "no overcommit");
    public static readonly ModelConstant CpuRatioGeneral = S.Add("service.cpu-ratio-general", 4, "ratio", Engineering, "general purpose");
    public static readonly ModelConstant CpuRatioOpenStack = S.Add("service.cpu-ratio-openstack", 16, "ratio", RecalledStrong, "historic default of OpenStack Nova");
    public static readonly ModelConstant RamRatioOpenStack = S.Add("service.ram-ratio-openstack", 1.5, "ratio", RecalledStrong, "historic default of OpenStack Nova");
    public static readonly ModelConstant CreditMinutes = S.Add("service.credit", 1, "vCPU min", RecalledStrong, "AWS T family: one credit");
    public static readonly ModelConstant CreditsPerHour = S.Add("service.credits-per-hour", 60, "1/(vCPU h)", RecalledStrong, "AWS T family: at a baseline of 100 %");

    /// <summary>All constants of the section.</summary>
    public static IReadOnlyList<ModelConstant> All => S.Constants;
}
