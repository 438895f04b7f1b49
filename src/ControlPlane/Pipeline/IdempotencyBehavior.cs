using System.Collections.Concurrent;
using System.Text.Json;
using Cloud.ControlPlane.Ports;
using Cloud.ControlPlane.Problems;
using Cloud.Domain.Identity;
using Mediator;

namespace Cloud.ControlPlane.Pipeline;

/// <summary>Requests with a key that are being handled now, so that a doubled request waits for the first instead of racing it.</summary>
public sealed class IdempotencyGate
{
    private readonly ConcurrentDictionary<(UserId, string), Task> _underWay = new();

    /// <summary>Waits until no other request with the key is under way, then holds it until disposed.</summary>
    public async ValueTask<Hold> EnterAsync(UserId user, string key, CancellationToken cancellation)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            var holder = _underWay.GetOrAdd((user, key), mine.Task);
            if (holder == mine.Task)
                return new Hold(this, user, key, mine);
            await holder.WaitAsync(cancellation);
        }
    }

    /// <summary>Releases the key when disposed.</summary>
    public readonly struct Hold(IdempotencyGate gate, UserId user, string key, TaskCompletionSource mine) : IDisposable
    {
        public void Dispose()
        {
            gate._underWay.TryRemove((user, key), out _);
            mine.TrySetResult();
        }
    }
}

/// <summary>
/// Same key and same request: the same answer, also after a restart, because the answer is stored in the transaction that makes the change.
/// Same key and another request: refused. A refusal changes nothing and is not remembered, so the key stays free.
/// </summary>
public sealed class IdempotencyBehavior<TRequest, TResponse>(
    CallContext context, IdempotencyGate gate, IIdempotencyStore store, ISecretProtector protector) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IMessage
    where TResponse : IOutcome<TResponse>
{
    public ValueTask<TResponse> Handle(TRequest message, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellationToken) =>
        message is IIdempotent idempotent && context.IdempotencyKey is { } key && context.Caller is { } caller
            ? HandleOnceAsync(message, idempotent, caller, key, next, cancellationToken)
            : next(message, cancellationToken);

    private async ValueTask<TResponse> HandleOnceAsync(
        TRequest message, IIdempotent idempotent, Caller caller, string key, MessageHandlerDelegate<TRequest, TResponse> next, CancellationToken cancellation)
    {
        var fingerprint = protector.Fingerprint($"{UseCase<TRequest>.Name}\n{idempotent.Canonical}");
        using var hold = await gate.EnterAsync(caller.User, key, cancellation);
        if (await store.FindAsync(caller.User, key, cancellation) is { } known)
            return Replay(known, fingerprint, idempotent.ResultIsSecret);

        context.Pending = new PendingIdempotency(caller.User, key, fingerprint, idempotent.ResultIsSecret);
        return await next(message, cancellation);
    }

    private TResponse Replay(IdempotencyRecord known, byte[] fingerprint, bool isSecret)
    {
        if (!known.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            return TResponse.Refuse(new Problem(
                ProblemKind.IdempotencyKeyReused, "This Idempotency-Key was used for a different request. Use a new key for a new request."));
        }

        context.WasReplayed = true;
        return OutcomeReader<TResponse>.Read(isSecret ? protector.Unprotect(known.Result) : known.Result);
    }
}

/// <summary>Rebuilds an outcome from its remembered JSON; the generic argument is taken apart once per type.</summary>
internal static class OutcomeReader<TResponse>
{
    private static readonly Func<byte[], TResponse> Reader = Make();

    public static TResponse Read(byte[] json) => Reader(json);

    private static Func<byte[], TResponse> Make() => typeof(OutcomeReader<TResponse>)
        .GetMethod(nameof(ReadValue), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(typeof(TResponse).GetGenericArguments()[0])
        .CreateDelegate<Func<byte[], TResponse>>();

    private static TResponse ReadValue<TValue>(byte[] json)
    {
        Outcome<TValue> outcome = JsonSerializer.Deserialize<TValue>(json, RememberedJson.Options)!;
        return (TResponse)(object)outcome;
    }
}

/// <summary>How answers are remembered.</summary>
internal static class RememberedJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.General);

    public static IdempotencyRecord Record<T>(PendingIdempotency pending, T value, ISecretProtector protector, DateTimeOffset now)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, Options);
        return new(pending.User, pending.Key, pending.Fingerprint, pending.ResultIsSecret ? protector.Protect(json) : json, now);
    }
}
