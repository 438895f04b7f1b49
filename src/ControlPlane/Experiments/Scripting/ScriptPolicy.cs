using Acornima.Ast;
using Cloud.Scheduler.Pipeline;
using Jint;
using Jint.Native;
using Jint.Native.Function;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>A user's script, parsed: <c>function score(host, request)</c> that returns a finite number, larger is better.</summary>
/// <remarks>
/// A failure of any kind is a value. The engine's own limits stop a script; whatever it throws, even what its makers did not foresee, is the
/// script's failure and no one else's. Called on a thread of its own by <see cref="ScriptRunner"/>.
/// </remarks>
internal sealed class ScriptPolicy
{
    private readonly Prepared<Script> _script;

    private ScriptPolicy(Prepared<Script> script) => _script = script;

    public static (ScriptPolicy? Policy, ScriptFailure? Failure) Parse(string source)
    {
        try
        {
            return (new(Engine.PrepareScript(source, source: null, strict: true)), null);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return (null, ScriptErrors.OfParsing(error));
        }
    }

    /// <summary>The scores of all hosts; the first failure ends it.</summary>
    public ScriptOutcome Score(IReadOnlyList<HostFacts> hosts, PlacementRequest request, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        var scores = new double[hosts.Count];
        for (var at = 0; at < scores.Length; at++)
        {
            var left = ScriptLimits.MaxTime - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return ScriptOutcome.Failed(new("time", $"After {at} of {hosts.Count} hosts the script had run for {ScriptLimits.MaxTime.TotalSeconds:0} seconds.", Host: hosts[at].Host.Value));
            if (Score(hosts[at], request, left, out scores[at]) is { } failure)
                return ScriptOutcome.Failed(failure with { Host = hosts[at].Host.Value });
        }

        return new(scores, null);
    }

    private ScriptFailure? Score(HostFacts host, PlacementRequest request, TimeSpan time, out double score)
    {
        score = 0;
        using var engine = ScriptRealm.New(time);
        try
        {
            engine.Execute(_script);
            // A function declaration is a property of the global object, a const is not: Evaluate finds both.
            if (engine.Evaluate("typeof score === 'function' ? score : undefined") is not Function function)
                return new("no-score-function", "The script declares no function 'score(host, request)'.");
            var answer = engine.Invoke(function, ScriptRealm.HostOf(engine, host), ScriptRealm.RequestOf(engine, request));
            if (answer is not JsNumber number || !double.IsFinite(number.AsNumber()))
                return new("not-a-finite-number", $"score returned {ScriptErrors.Describe(answer)}, not a finite number.");
            score = number.AsNumber();
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return ScriptErrors.OfRunning(error, engine);
        }
    }
}
