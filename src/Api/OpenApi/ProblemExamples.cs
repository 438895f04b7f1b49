using System.Text.Json.Nodes;
using Cloud.ControlPlane.Problems;

namespace Cloud.Api.OpenApi;

/// <summary>One example of each kind of problem.</summary>
internal static class ProblemExamples
{
    private static readonly Dictionary<string, string> Details = new(StringComparer.Ordinal)
    {
        ["validation-failed"] = "name: is not a valid name",
        ["unauthenticated"] = "Send a personal access token, or sign in to the portal.",
        ["sign-in-failed"] = "The name or the password is wrong, or the account is closed.",
        ["forbidden"] = "You may see this, but your role does not allow this action.",
        ["token-scope"] = "Your role allows this, but the token you use was issued with a narrower scope.",
        ["quota-exceeded"] = "The project may hold 50 instances, and this would be the 51st.",
        ["not-found"] = "There is no such project, or you may not see it.",
        ["method-not-allowed"] = "PUT is not supported at '/api/v1/zones'.",
        ["name-taken"] = "The name 'web-1' is already in use.",
        ["action-not-allowed"] = "An instance that is stopped cannot be rebooted.",
        ["not-a-container"] = "db-1 is a vm: it has no namespaces and no control group of its own to look into. A guest kernel behind a hypervisor separates it.",
        ["file-refused"] = "/etc: Directory not empty",
        ["in-use"] = "Three instances still live in the project.",
        ["idempotency-in-progress"] = "A request with this key is still being handled.",
        ["reservation-mismatch"] = "exam-week holds room for a microvm of flavor micro.small in z1: kind is vm.",
        ["reservation-full"] = "12 of the 12 places of exam-week are used, 0 are free.",
        ["precondition-failed"] = "The resource is at version 4, not 3.",
        ["too-large"] = "The request's body is larger than 1048576 bytes.",
        ["unsupported-media-type"] = "The Content-Type must be application/json in UTF-8.",
        ["idempotency-key-reused"] = "This Idempotency-Key was used for a different request. Use a new key for a new request.",
        ["script-failed"] = "Line 3: The script executed more than 10000 statements for one host. (host z1-r01-h00)",
        ["sign-in-throttled"] = "Too many sign-ins from your address. Try again in a minute.",
        ["rate-limited"] = "This credential has used up its requests for the moment. Wait, then go on more slowly.",
        ["internal"] = "The request failed for a reason that the operator can look up under the request's id.",
        ["not-supported"] = "The hosts of this region are machines and not models: no fault can be ordered.",
        ["unavailable"] = "The control plane has too much to do; nothing was changed.",
        ["no-capacity"] = "None of 48 hosts can take the instance.",
    };

    public static string Detail(ProblemKind kind) => Details[kind.Type];

    /// <summary>Adds the members that only some kinds have.</summary>
    public static void AddMembers(ProblemKind kind, JsonObject example)
    {
        if (kind == ProblemKind.ValidationFailed)
        {
            example["errors"] = new JsonArray(new JsonObject
            {
                ["field"] = "name",
                ["message"] = "is not a valid name",
                ["accepted"] = "1 to 63 characters: lower-case letters, digits, dots and dashes; starts and ends with a letter or digit",
            });
        }
        else if (kind == ProblemKind.ReservationMismatch)
        {
            example["errors"] = new JsonArray(new JsonObject { ["field"] = "kind", ["message"] = "is vm", ["accepted"] = "microvm" });
        }
        else if (kind == ProblemKind.ActionNotAllowed)
        {
            example["allowedActions"] = new JsonArray("start", "delete");
        }
        else if (kind == ProblemKind.FileRefused)
        {
            example["errno"] = "ENOTEMPTY";
        }
        else if (kind == ProblemKind.NotAContainer)
        {
            example["isolation"] = new JsonObject
            {
                ["boundary"] = "a guest kernel behind KVM and a full device model",
                ["process"] = "qemu-system-x86_64",
                ["descriptors"] = new JsonArray("/dev/kvm", "anon_inode:kvm-vm", "anon_inode:kvm-vcpu:0"),
            };
        }
        else if (kind == ProblemKind.QuotaExceeded)
        {
            example["quota"] = new JsonObject { ["resource"] = "instances", ["requested"] = 51, ["limit"] = 50 };
        }
        else if (kind == ProblemKind.ScriptFailed)
        {
            example["script"] = new JsonObject { ["reason"] = "statements", ["line"] = 3, ["column"] = 5, ["host"] = "z1-r01-h00" };
        }
        else if (kind == ProblemKind.NoCapacity)
        {
            example["explanation"] = Explanation();
        }
    }

    private static JsonObject Explanation() => new()
    {
        ["profile"] = "spread",
        ["hostsConsidered"] = 48,
        ["hostsFitting"] = 0,
        ["refusals"] = new JsonArray(new JsonObject
        {
            ["rule"] = "MemoryFits",
            ["hosts"] = 48,
            ["nearestMiss"] = new JsonObject { ["host"] = "z1-r01-h01", ["numaNode"] = 1, ["resource"] = "memoryMib", ["missing"] = 2048 },
            ["help"] = "capacity",
        }),
        ["best"] = new JsonArray(),
        ["advice"] = new JsonArray(new JsonObject
        {
            ["kind"] = "change",
            ["text"] = "Ask for at most 62 GiB of memory on one NUMA node instead of 64 GiB.",
            ["changes"] = new JsonArray(new JsonObject { ["field"] = "memoryMib", ["from"] = 65536, ["to"] = 63488 }),
            ["parts"] = 1,
            ["hostsFitting"] = 1,
            ["guests"] = new JsonArray(),
        }),
    };
}
