using System.Net;
using System.Text.Json;
using Cloud.Cli.Client;
using Cloud.Contracts;

namespace Cloud.Cli.Tests.Fakes;

/// <summary>A server that keeps instances in memory: takes creations up to a number of vCPUs, and lets them run when listed a second time.</summary>
internal sealed class FakeRegion
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, InstanceView> _instances = [];
    private readonly List<FlavorView> _flavors = [];
    private int _room;
    private int _lists;
    private int _created;

    public FakeRegion(FakeServer server, int vcpus)
    {
        _room = vcpus;
        server.Otherwise = Answer;
    }

    public IReadOnlyCollection<InstanceView> Instances => _instances.Values;

    public IReadOnlyList<FlavorView> Flavors => _flavors;

    /// <summary>Looks at a creation first; a non-null answer replaces the region's own.</summary>
    public Func<CreateInstanceBody, HttpResponseMessage?> OnCreate { get; set; } = _ => null;

    /// <summary>The state an instance settles in.</summary>
    public string EndState { get; set; } = "running";

    private HttpResponseMessage? Answer(Sent sent)
    {
        lock (_lock)
        {
            return sent.Line switch
            {
                "GET /images" => FakeServer.Json(Samples.Page(
                    Image("heavy", minDisk: 20, minMemory: 512), Image("light", minDisk: 2, minMemory: 512), Image("large", minDisk: 1, minMemory: 99_999))),
                "GET /flavors" => FakeServer.Json(Samples.Page(_flavors.ToArray())),
                "POST /flavors" => AddFlavor(JsonSerializer.Deserialize(sent.Body, ContractsJson.Default.CreateFlavorBody)!),
                "POST /projects/team-07/instances" => Create(JsonSerializer.Deserialize(sent.Body, ContractsJson.Default.CreateInstanceBody)!),
                _ when sent.Line.StartsWith("GET /projects/team-07/instances?", StringComparison.Ordinal) => List(sent.Path),
                _ when sent.Line.StartsWith("GET /projects/team-07/instances/", StringComparison.Ordinal) => FakeServer.Json(_instances[Guid.Parse(sent.Path[^36..])]),
                _ when sent.Method == HttpMethod.Delete => Delete(Guid.Parse(sent.Path[^36..])),
                _ => null,
            };
        }
    }

    private static ImageView Image(string name, int minDisk, int minMemory) =>
        new() { Name = name, Description = "", Kinds = ["vm", "container"], SizeMib = 10, MinDiskGib = minDisk, MinMemoryMib = minMemory };

    private HttpResponseMessage AddFlavor(CreateFlavorBody body)
    {
        var flavor = new FlavorView
        {
            Name = body.Name, Description = body.Description, Vcpus = body.Vcpus, MemoryMib = body.MemoryMib, DiskGib = body.DiskGib,
            NumaNodes = body.NumaNodes, CpuPolicy = body.CpuPolicy, Kinds = body.Kinds,
        };
        _flavors.Add(flavor);
        return FakeServer.Json(flavor, HttpStatusCode.Created);
    }

    private HttpResponseMessage Create(CreateInstanceBody body)
    {
        if (OnCreate(body) is { } other) return other;
        var flavor = _flavors.Single(candidate => string.Equals(candidate.Name, body.Flavor, StringComparison.Ordinal));
        if (flavor.Vcpus > _room) return FakeServer.Problem(Samples.NoCapacity, HttpStatusCode.InsufficientStorage);
        _room -= flavor.Vcpus;
        var sample = Samples.Instance(body.Name, "creating", ++_created);
        sample.Labels.Clear();
        foreach (var (key, value) in body.Labels!) sample.Labels.Add(key, value);
        _instances.Add(sample.Id, sample);
        return FakeServer.Json(sample, HttpStatusCode.Created);
    }

    private HttpResponseMessage List(string path)
    {
        if (path.Contains("state=creating", StringComparison.Ordinal) && ++_lists == 2)
        {
            foreach (var (id, instance) in _instances.ToList())
            {
                var settled = Samples.Instance(instance.Name, EndState, int.Parse(id.ToString()[24..]));
                _instances[id] = settled;
            }
        }

        var state = path.Contains("state=creating", StringComparison.Ordinal) ? "creating" : null;
        return FakeServer.Json(Samples.Page(_instances.Values.Where(instance => state is null || string.Equals(instance.State, state, StringComparison.Ordinal)).ToArray()));
    }

    private HttpResponseMessage Delete(Guid id)
    {
        var gone = _instances[id];
        _instances.Remove(id);
        return FakeServer.Json(gone, HttpStatusCode.Accepted);
    }
}
