namespace Cloud.Web.Client;

/// <summary>The calls made to render one page, in order. Scoped to the request; the page's API panel shows them.</summary>
public sealed class CallLog
{
    private readonly List<ApiCall> _calls = [];

    /// <summary>Raised after a call was added, on the renderer's thread of control.</summary>
    public event EventHandler? Changed;

    /// <summary>Calls worth showing, each once.</summary>
    public IReadOnlyList<ApiCall> Shown => [.. _calls.Where(call => call.IsShown).DistinctBy(call => (call.Method, call.Path))];

    public void Add(ApiCall call)
    {
        _calls.Add(call);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
