namespace Cloud.ControlPlane.Ports.InMemory;

/// <summary>
/// People, projects and tokens without a disk, for simulation and tests. It keeps the contract, unique names, versions and atomicity included,
/// and can be told to fail before or after it has stored a change.
/// </summary>
public sealed class InMemoryTenancyStore(AccessImage image) : ITenancyStore
{
    private readonly Lock _gate = new();
    private AccessImage _image = image;

    /// <summary>When set, changes throw it and nothing is stored.</summary>
    public Exception? FailBefore { get; set; }

    /// <summary>When set, changes are stored and then throw it: the caller cannot know.</summary>
    public Exception? FailAfter { get; set; }

    /// <summary>What becomes of changes on their way in; for planted bugs.</summary>
    public Func<IReadOnlyList<TenancyChange>, IReadOnlyList<TenancyChange>>? OnApply { get; init; }

    /// <summary>What is stored now, without awaiting.</summary>
    public AccessImage Image()
    {
        lock (_gate)
            return _image;
    }

    public Task<AccessImage> LoadAsync(CancellationToken cancellation) => Task.FromResult(Image());

    public Task ApplyAsync(IReadOnlyList<TenancyChange> changes, IdempotencyRecord? remember, CancellationToken cancellation)
    {
        try
        {
            lock (_gate)
            {
                if (FailBefore is { } before)
                    throw before;
                _image = (OnApply?.Invoke(changes) ?? changes).Aggregate(_image, With);
            }

            return FailAfter is { } after ? Task.FromException(after) : Task.CompletedTask;
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    public Task TouchTokensAsync(IReadOnlyDictionary<Domain.Identity.TokenId, DateTimeOffset> lastUsed, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _image = _image with
            {
                Tokens = [.. _image.Tokens.Select(token => lastUsed.TryGetValue(token.Id, out var used) ? token with { LastUsedAt = used } : token)],
            };
        }

        return Task.CompletedTask;
    }

    private static AccessImage With(AccessImage image, TenancyChange change) => change switch
    {
        TenancyChange.PutTenant put => image with { Tenants = Put(image.Tenants, put.Tenant, tenant => tenant.Id, tenant => tenant.Name) },
        TenancyChange.PutProject put => Put(image, put),
        TenancyChange.DeleteProject gone => image with
        {
            Projects = [.. image.Projects.Where(project => project.Id != gone.Project)],
            Assignments = [.. image.Assignments.Where(assignment => assignment.Project != gone.Project)],
            Tokens = [.. image.Tokens.Where(token => token.Project != gone.Project)],
        },
        TenancyChange.AddAssignment add => image with { Assignments = [.. image.Assignments, add.Assignment] },
        TenancyChange.RemoveAssignment gone => image with { Assignments = [.. image.Assignments.Where(assignment => assignment.Id != gone.Assignment)] },
        TenancyChange.AddToken add => image with { Tokens = Put(image.Tokens, add.Token, token => token.Id, token => $"{token.User}/{token.Name}") },
        TenancyChange.RemoveToken gone => image with { Tokens = [.. image.Tokens.Where(token => token.Id != gone.Token)] },
        TenancyChange.AddUser add => image with { Users = Put(image.Users, add.User, user => user.Id, user => user.UserName) },
        TenancyChange.SetUserDisabled set => image with { Users = [.. image.Users.Select(user => user.Id == set.User ? user with { IsDisabled = set.Disabled } : user)] },
        TenancyChange.AddFlavor add => image with { Flavors = [.. image.Flavors, add.Flavor] },
        TenancyChange.RemoveFlavor gone => image with { Flavors = [.. image.Flavors.Where(flavor => flavor.Id != gone.Flavor)] },
        TenancyChange.AddImage add => image with { Images = [.. image.Images, add.Image] },
        _ => throw new ArgumentException($"A store does not know {change.GetType().Name}.", nameof(change)),
    };

    private static AccessImage Put(AccessImage image, TenancyChange.PutProject put)
    {
        var known = image.Projects.FirstOrDefault(project => project.Id == put.Project.Id);
        if (known?.Version != put.ExpectedVersion)
            throw new TenancyConflictException($"Project '{put.Project.Name}' is at version {known?.Version}, not {put.ExpectedVersion}.");
        return image with { Projects = Put(image.Projects, put.Project, project => project.Id, project => project.Name) };
    }

    private static T[] Put<T, TId>(IReadOnlyList<T> all, T one, Func<T, TId> id, Func<T, string> name)
        where TId : IEquatable<TId>
    {
        if (all.Any(other => !id(other).Equals(id(one)) && string.Equals(name(other), name(one), StringComparison.OrdinalIgnoreCase)))
            throw new TenancyConflictException($"The name '{name(one)}' is taken.");
        return [.. all.Where(other => !id(other).Equals(id(one))), one];
    }
}
