using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Ports.InMemory;
using Cloud.ControlPlane.Problems;
using Cloud.ControlPlane.Tenancy;
using Cloud.Domain.Identity;
using Cloud.Domain.Tenancy;

namespace Cloud.Simulation.Scenarios;

/// <summary>
/// Tenants, projects and tokens: the real use cases and their writer over a store in memory. What callers were told is kept beside it.
/// </summary>
public sealed class SimulatedPeople
{
    private static readonly TenantId FirstTenant = new(new Guid(1, 1, 0, new byte[8]));
    private static readonly UserRecord Operator = new(new(new Guid(2, 0, 0, new byte[8])), "operator", "Operator", IsOperator: true, IsDisabled: false, default);

    private readonly IIdSource _ids;
    private readonly TimeProvider _clock;
    private readonly CallContext _context = new() { Caller = new(Operator.Id, Operator.UserName, true, TokenScope.Manage, OnlyProject: null, Token: null) };
    private readonly SortedDictionary<Guid, bool> _told = [];

    internal SimulatedPeople(DrawnWorld world, IIdSource ids, TimeProvider clock, Sabotage sabotage)
    {
        (_ids, _clock) = (ids, clock);
        Store = new(new AccessImage(
            [new(FirstTenant, "first", "First", default)],
            [.. world.Quotas.OrderBy(quota => quota.Key).Select((quota, at) => new ProjectRecord(quota.Key, FirstTenant, $"p{at}", "", quota.Value, 1, default))],
            [], [Operator], [], [], []))
        {
            OnApply = sabotage.OnTenancy,
        };
        Start();
    }

    /// <summary>What is durable.</summary>
    public InMemoryTenancyStore Store { get; }

    /// <summary>What the process that lives now knows.</summary>
    public AccessDirectory Directory { get; private set; } = new();

    /// <summary>Projects that callers may name, by id.</summary>
    public IReadOnlyList<ProjectRecord> Projects => [.. Directory.Current.Image.Projects.OrderBy(project => project.Id)];

    /// <summary>What callers were told to exist (true) or to be gone (false): tenants, projects and tokens by id.</summary>
    public IEnumerable<(Guid Id, bool Exists)> Told => _told.Select(entry => (entry.Key, entry.Value));

    /// <summary>The quota of a project as the directory has it; nothing when it has gone.</summary>
    public ResourceCount LimitOf(ProjectId project) => Directory.Current.FindProject(project)?.Limit ?? default;

    /// <summary>A process starts: it knows what is stored.</summary>
    internal void Start()
    {
        Directory = new();
        Directory.Replace(Store.Image());
    }

    internal Outcome<TenantRecord> CreateTenant(string name) => Note(
        Do(writer => new CreateTenantHandler(writer, _ids, _context).Handle(new(name, ""), default)), tenant => tenant.Id.Value);

    internal Outcome<ProjectStatus> CreateProject(TenantId tenant, string name, ResourceCount limit) => Note(
        Do(writer => new CreateProjectHandler(writer, _ids, _context).Handle(new(tenant, name, "", limit), default)), status => status.Project.Id.Value);

    internal Outcome<IssuedToken> CreateToken(string name) => Note(
        Do(writer => new CreateTokenHandler(writer, _ids, _context).Handle(new(name, TokenScope.Read, Project: null, 30), default)), issued => issued.Token.Id.Value);

    internal Outcome<Done> RevokeToken(TokenId token)
    {
        _told.Remove(token.Value);
        var outcome = Do(writer => new RevokeTokenHandler(writer, _context).Handle(new(token), default));
        if (!outcome.IsRefused) _told[token.Value] = false;
        return outcome;
    }

    /// <summary>The second half of deleting a project; the first closes it in its cell.</summary>
    internal Outcome<Done> DeleteClosedProject(ProjectId project)
    {
        _told.Remove(project.Value);
        var outcome = Do(writer => DeleteProjectHandler.DeleteClosedAsync(writer, new(project, IfVersion: null), default));
        if (!outcome.IsRefused) _told[project.Value] = false;
        return outcome;
    }

#pragma warning disable RS0030 // The use cases are asynchronous for their stores; over stores in memory they are done when they return.
    private Outcome<T> Do<T>(Func<TenancyWriter, ValueTask<Outcome<T>>> useCase)
    {
        using var writer = new TenancyWriter(Store, Directory, new NoSecrets(), _clock);
        var done = useCase(writer);
        return done.IsCompleted ? done.GetAwaiter().GetResult() : throw new InvalidOperationException("A use case waits for something, and nothing in a simulation can.");
    }
#pragma warning restore RS0030

    private Outcome<T> Note<T>(Outcome<T> outcome, Func<T, Guid> id)
    {
        if (outcome.TryGet(out var made, out _)) _told[id(made)] = true;
        return outcome;
    }

    /// <summary>Nothing here is remembered under a key.</summary>
    private sealed class NoSecrets : ISecretProtector
    {
        public byte[] Protect(byte[] clear) => clear;

        public byte[] Unprotect(byte[] sealedBytes) => sealedBytes;

        public byte[] Fingerprint(string text) => throw new NotSupportedException("No key is sent in a simulation.");
    }
}
