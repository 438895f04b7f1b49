namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>Why a script gave no answer.</summary>
/// <param name="Reason">
/// Stable: <c>syntax</c>, <c>no-score-function</c>, <c>threw</c>, <c>not-a-finite-number</c>, or the limit that it met: <c>statements</c>,
/// <c>memory</c>, <c>recursion</c>, <c>time</c>.
/// </param>
/// <param name="Message">One sentence.</param>
/// <param name="Line">Line of the script, from 1, or null.</param>
/// <param name="Column">Column, from 1, or null.</param>
/// <param name="Host">The host that was being scored, or null.</param>
public sealed record ScriptFailure(string Reason, string Message, int? Line = null, int? Column = null, string? Host = null);

/// <summary>A script's scores in the order of the hosts, or why there are none.</summary>
public sealed record ScriptOutcome(IReadOnlyList<double> Scores, ScriptFailure? Failure)
{
    public static ScriptOutcome Failed(ScriptFailure failure) => new([], failure);
}
