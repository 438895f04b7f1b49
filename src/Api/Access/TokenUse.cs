using System.Collections.Concurrent;
using Cloud.Domain.Identity;

namespace Cloud.Api.Access;

/// <summary>When tokens were last used, to the minute, in memory; written down once a minute.</summary>
internal sealed class TokenUse
{
    private readonly ConcurrentDictionary<TokenId, DateTimeOffset> _lastUse = new();
    private readonly ConcurrentDictionary<TokenId, DateTimeOffset> _unsaved = new();

    public void Note(TokenId token, DateTimeOffset now)
    {
        if (_lastUse.TryGetValue(token, out var known) && now - known < TimeSpan.FromMinutes(1))
            return;
        _lastUse[token] = now;
        _unsaved[token] = now;
    }

    public DateTimeOffset? LastUse(TokenId token) => _lastUse.TryGetValue(token, out var at) ? at : null;

    /// <summary>Takes what has not been written down yet.</summary>
    public IReadOnlyDictionary<TokenId, DateTimeOffset> TakeUnsaved()
    {
        var taken = new Dictionary<TokenId, DateTimeOffset>();
        foreach (var token in _unsaved.Keys)
        {
            if (_unsaved.TryRemove(token, out var at))
                taken[token] = at;
        }

        return taken;
    }
}
