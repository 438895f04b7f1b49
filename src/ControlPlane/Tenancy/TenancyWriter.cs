using Cloud.ControlPlane.Pipeline;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;

namespace Cloud.ControlPlane.Tenancy;

/// <summary>What a tenancy decision asks for: the changes to store and the value to answer with.</summary>
public sealed record TenancyPlan<T>(T Value, IReadOnlyList<TenancyChange> Changes)
{
    public TenancyPlan(T value, TenancyChange change)
        : this(value, [change])
    {
    }
}

/// <summary>
/// Changes people, projects and the catalogue one after another: decided against the directory, stored together with the remembered answer,
/// then the directory is read again. Small and rare beside instances, so the simplest correct way is the fast enough way.
/// </summary>
public sealed class TenancyWriter(ITenancyStore store, AccessDirectory directory, ISecretProtector protector, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>A change was given to the store and it is not known what became of it: the directory may lag behind.</summary>
    private bool _isStale;

    /// <summary>Reads the directory from the store; call once before serving.</summary>
    public async Task StartAsync(CancellationToken cancellation) => directory.Replace(await store.LoadAsync(cancellation));

    /// <summary>Decides and stores; a conflict with a concurrent writer is a refusal that names it.</summary>
    public async Task<Outcome<T>> ChangeAsync<T>(
        PendingIdempotency? pending, Func<AccessSnapshot, DateTimeOffset, Outcome<TenancyPlan<T>>> decide, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            if (_isStale)
                await ReadAgainAsync(cancellation);
            var now = clock.GetUtcNow();
            if (!decide(directory.Current, now).TryGet(out var plan, out var problem))
                return problem;

            var remember = pending is null ? null : RememberedJson.Record(pending, plan.Value, protector, now);
            if (plan.Changes.Count > 0 || remember is not null)
            {
                _isStale = true;
                await store.ApplyAsync(plan.Changes, remember, cancellation);
                await ReadAgainAsync(CancellationToken.None);
            }

            return plan.Value;
        }
        catch (TenancyConflictException conflict)
        {
            return new Problem(ProblemKind.NameTaken, conflict.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>After this the directory is what is stored.</summary>
    private async Task ReadAgainAsync(CancellationToken cancellation)
    {
        directory.Replace(await store.LoadAsync(cancellation));
        _isStale = false;
    }

    public void Dispose() => _turn.Dispose();
}
