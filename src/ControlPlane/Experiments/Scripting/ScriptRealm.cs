using System.Globalization;
using Cloud.Scheduler.Pipeline;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>
/// One realm for one call of <c>score(host, request)</c>: nothing of .NET, no clock, no randomness, no text compilation, nothing left over from
/// another host. What is not on the list does not exist.
/// </summary>
internal static class ScriptRealm
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "Infinity", "NaN", "undefined", "isFinite", "isNaN", "parseFloat", "parseInt", "globalThis", "Array", "Boolean", "Error", "EvalError",
        "Function", "JSON", "Map", "Math", "Number", "Object", "RangeError", "ReferenceError", "Set", "String", "Symbol", "SyntaxError", "TypeError",
    };

    private static readonly string[] Removed = NamesToRemove();

    public static Engine New(TimeSpan time)
    {
        var engine = new Engine(options =>
        {
            options.Strict().DisableStringCompilation().Culture(CultureInfo.InvariantCulture).LocalTimeZone(TimeZoneInfo.Utc)
                .LimitMemory(ScriptLimits.MaxBytes).MaxStatements(ScriptLimits.MaxStatements).LimitRecursion(ScriptLimits.MaxRecursion)
                .MaxArraySize(ScriptLimits.MaxArray).TimeoutInterval(time).RegexTimeoutInterval(time);
        });
        foreach (var name in Removed) engine.Global.Delete(name);
        ((ObjectInstance)engine.Global.Get("Math")).Delete("random");
        return engine;
    }

    public static JsObject HostOf(Engine engine, HostFacts facts)
    {
        var host = new JsObject(engine);
        host.Set("name", facts.Host.Value);
        host.Set("zone", facts.Zone);
        host.Set("rack", facts.Rack);
        host.Set("pool", facts.Pool);
        host.Set("profile", facts.Profile);
        host.Set("instances", facts.Instances);
        host.Set("diskRoomGib", facts.DiskRoomGib);
        host.Set("parts", facts.Parts);
        host.Set("freeVcpus", facts.NumaNodes.Sum(numa => numa.FreeVcpus));
        host.Set("vcpus", facts.NumaNodes.Sum(numa => numa.Vcpus));
        host.Set("freeMemoryMib", facts.NumaNodes.Sum(numa => numa.FreeMemoryMib));
        host.Set("memoryMib", facts.NumaNodes.Sum(numa => numa.MemoryMib));
        host.Set("numaNodes", new JsArray(engine, [.. facts.NumaNodes.Select(numa => (JsValue)NumaOf(engine, numa))]));
        return host;
    }

    public static JsObject RequestOf(Engine engine, PlacementRequest asked)
    {
        var request = new JsObject(engine);
        request.Set("vcpus", asked.Shape.Vcpus);
        request.Set("memoryMib", asked.Shape.MemoryMib);
        request.Set("diskGib", asked.Shape.DiskGib);
        request.Set("numaNodes", asked.Shape.NumaNodes);
        request.Set("dedicated", asked.Shape.CpuPolicy is Domain.Placement.CpuPolicy.Dedicated ? JsBoolean.True : JsBoolean.False);
        request.Set("overheadMib", asked.OverheadMemoryMib);
        return request;
    }

    private static JsObject NumaOf(Engine engine, NumaFacts facts)
    {
        var numa = new JsObject(engine);
        numa.Set("cores", facts.Cores);
        numa.Set("threadsPerCore", facts.ThreadsPerCore);
        numa.Set("freeVcpus", facts.FreeVcpus);
        numa.Set("vcpus", facts.Vcpus);
        numa.Set("sharedRoom", facts.SharedRoom);
        numa.Set("dedicatedRoom", facts.DedicatedRoom);
        numa.Set("freeMemoryMib", facts.FreeMemoryMib);
        numa.Set("memoryMib", facts.MemoryMib);
        numa.Set("memoryRoomMib", facts.MemoryRoomMib);
        return numa;
    }

    private static string[] NamesToRemove()
    {
        using var engine = new Engine();
        return [.. engine.Global.GetOwnProperties().Select(property => property.Key.ToString()).Where(name => !Kept.Contains(name))];
    }
}
