using System.Text.Json;

namespace Cloud.Domain.Hardware;

/// <summary>Writes devices, power and sources of a profile file.</summary>
internal static class DeviceWriter
{
    public static void Write(Utf8JsonWriter json, HardwareProfile profile)
    {
        json.WriteStartObject("pcie");
        HardwareProfileWriter.NumberFields(json, ("generation", profile.Pcie.Generation), ("lanesPerSocket", profile.Pcie.LanesPerSocket));
        HardwareProfileWriter.Each(json, "nics", profile.Pcie.Nics, Nic);
        HardwareProfileWriter.Each(json, "nvme", profile.Pcie.Nvme, Nvme);
        json.WriteEndObject();
        json.WriteStartObject("iommu");
        json.WriteBoolean("present", profile.Iommu.Present);
        json.WriteBoolean("interruptRemapping", profile.Iommu.InterruptRemapping);
        json.WriteBoolean("postedInterrupts", profile.Iommu.PostedInterrupts);
        json.WriteEndObject();
        json.WriteStartObject("confidential");
        json.WriteString("technology", DeviceParts.Technologies.First(p => p.Value == profile.Confidential.Technology).Key);
        json.WriteNumber("maxGuests", profile.Confidential.MaxGuests);
        json.WriteEndObject();
        json.WriteString("exitTable", profile.ExitTable);
        json.WriteStartObject("power");
        json.WriteString("curve", profile.Power.Name);
        json.WriteStartArray("watts");
        foreach (var watts in profile.Power.Watts) json.WriteNumberValue(watts);
        json.WriteEndArray();
        HardwareProfileWriter.NumberFields(json, ("sleepWatts", profile.Power.SleepWatts), ("bootSeconds", profile.Power.BootSeconds));
        json.WriteEndObject();
        HardwareProfileWriter.Each(json, "sources", profile.Sources, Source);
    }

    private static void Nic(Utf8JsonWriter json, NetworkCard nic)
    {
        json.WriteString("name", nic.Name);
        HardwareProfileWriter.NumberFields(json, ("gbitPerSecond", nic.GbitPerSecond), ("virtualFunctions", nic.VirtualFunctions), ("socket", nic.Socket));
    }

    private static void Nvme(Utf8JsonWriter json, NvmeDrive drive)
    {
        json.WriteString("name", drive.Name);
        HardwareProfileWriter.NumberFields(json, ("capacityGib", drive.CapacityGib), ("readIops", drive.ReadIops),
            ("writeIops", drive.WriteIops), ("latencyUs", drive.LatencyUs), ("socket", drive.Socket));
    }

    private static void Source(Utf8JsonWriter json, ProfileSource source)
    {
        json.WriteString("path", source.Path);
        json.WriteString("confidence", source.Confidence.Tag());
        json.WriteString("source", source.Source);
    }
}
