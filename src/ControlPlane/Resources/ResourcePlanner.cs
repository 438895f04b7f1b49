using Cloud.ControlPlane.Core;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;

namespace Cloud.ControlPlane.Resources;

/// <summary>What a new resource is born with.</summary>
public readonly record struct ResourceBirth(ResourceId Id, UserId Actor, DateTimeOffset At);

/// <summary>Decides about resources of any kind: pure functions of state and request. A refusal changes nothing.</summary>
public static class ResourcePlanner
{
    /// <summary>Name, then quota: what all kinds have in common. The caller has made the record and checked what its kind demands.</summary>
    public static Outcome<T> Create<T>(ClusterState state, ChangeSet changes, T resource)
        where T : ResourceRecord
    {
        var kind = resource.Kind;
        if (state.IsClosed(resource.Project)) return Problem.NotFound("project", resource.Project);
        if (state.Resources.FindByName(resource.Project, kind, resource.Name) is not null) return NameTaken(kind, resource.Name);
        if (state.Resources.Of(resource.Project, kind).Count >= kind.Limit) return OverQuota(kind);

        changes.Create(resource);
        changes.Emit("created", resource, resource.CreatedBy, resource.CreatedAt, $"The {kind.Noun} {resource.Name} was created.");
        return resource;
    }

    /// <summary>Replaces a resource by what <paramref name="change"/> makes of it, with the next version.</summary>
    public static Outcome<T> Change<T>(
        ClusterState state, ChangeSet changes, ResourceKey key, UserId actor, DateTimeOffset now, Func<T, Outcome<T>> change, string said)
        where T : ResourceRecord
    {
        if (state.Resources.Find<T>(key.Project, key.Id) is not { } resource || resource.Kind != key.Kind) return Problem.NotFound(key.Kind.Noun, key.Id);
        if (Mismatch(resource, key.IfVersion) is { } mismatch) return mismatch;
        var outcome = change(resource);
        if (!outcome.TryGet(out var wanted, out var problem)) return problem;

        var changed = wanted with { Version = resource.Version + 1, UpdatedAt = now };
        changes.Update(changed);
        changes.Emit("updated", changed, actor, now, $"The {key.Kind.Noun} {changed.Name} {said}.");
        return changed;
    }

    /// <summary>Deletes a resource that nothing uses.</summary>
    public static Outcome<Done> Delete(ClusterState state, ChangeSet changes, ResourceKey key, UserId actor, DateTimeOffset now)
    {
        if (state.Resources.Find<ResourceRecord>(key.Project, key.Id) is not { } resource || resource.Kind != key.Kind)
            return Problem.NotFound(key.Kind.Noun, key.Id);
        if (Mismatch(resource, key.IfVersion) is { } mismatch) return mismatch;
        if (key.Kind.InUse(state, resource) is { } user)
            return new Problem(ProblemKind.InUse, $"The {key.Kind.Noun} {resource.Name} is in use: {user}.").With("usedBy", user);

        changes.Delete(resource);
        changes.Emit("deleted", resource, actor, now, $"The {key.Kind.Noun} {resource.Name} was deleted.");
        return new Done();
    }

    private static Problem? Mismatch(ResourceRecord resource, long? expected) => expected is { } version && version != resource.Version
        ? new Problem(ProblemKind.PreconditionFailed, $"{resource.Name} is at version {resource.Version}, not {version}.")
        : null;

    private static Problem NameTaken(ResourceKind kind, string name) =>
        Problem.Invalid(new FieldError("name", $"'{name}' is in use in this project", $"a name no {kind.Noun} of the project has")) with
        {
            Kind = ProblemKind.NameTaken,
            Detail = $"A {kind.Noun} named '{name}' exists in this project.",
        };

    private static Problem OverQuota(ResourceKind kind) =>
        new Problem(ProblemKind.QuotaExceeded, $"The project has {kind.Limit} {kind.Plural}, as many as it may.")
            .With("quota", new QuotaExcess(kind.Plural, kind.Limit + 1, kind.Limit));
}

/// <summary>Names one resource, and the version it must have (null: any).</summary>
public readonly record struct ResourceKey(ProjectId Project, ResourceKind Kind, ResourceId Id, long? IfVersion);
