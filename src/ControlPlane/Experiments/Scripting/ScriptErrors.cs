using System.Globalization;
using System.Text.RegularExpressions;
using Acornima;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>From what the engine throws to a reason, a sentence and a line.</summary>
internal static partial class ScriptErrors
{
    private const int ShownMax = 200;

    public static ScriptFailure OfParsing(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (inner is ParseErrorException parse) return new("syntax", Short(parse.Description), parse.LineNumber, parse.Column + 1);
        }

        return new("syntax", Short(error.Message));
    }

    public static ScriptFailure OfRunning(Exception error, Engine engine)
    {
        var (line, column) = Where(error, engine);
        return error switch
        {
            JavaScriptException thrown => new("threw", Short(thrown.Message), line, column),
            StatementsCountOverflowException => new("statements", $"The script executed more than {ScriptLimits.MaxStatements} statements for one host.", line, column),
            MemoryLimitExceededException => new(
                "memory", $"The script allocated more than {ScriptLimits.MaxBytes / 1024} KiB, or an array of more than {ScriptLimits.MaxArray} elements, for one host.", line, column),
            RecursionDepthOverflowException or InsufficientExecutionStackException =>
                new("recursion", $"Calls nested deeper than {ScriptLimits.MaxRecursion}.", line, column),
            TimeoutException => new("time", $"The script ran for more than {ScriptLimits.MaxTime.TotalSeconds:0} seconds.", line, column),
            _ => new("threw", Short(error.Message), line, column),
        };
    }

    public static string Describe(JsValue answer) => answer switch
    {
        JsNumber number => number.AsNumber().ToString(CultureInfo.InvariantCulture),
        JsString => "a string",
        JsBoolean => "a boolean",
        JsNull => "null",
        JsUndefined => "undefined",
        _ => "an object",
    };

    /// <summary>Where it was thrown; for a limit, the statement that met it, which the engine's call stack still names.</summary>
    private static (int? Line, int? Column) Where(Exception error, Engine engine)
    {
        if (error is JavaScriptException { Location.Start: { Line: > 0 } at }) return (at.Line, at.Column + 1);
        var match = Position().Match(engine.Advanced.StackTrace ?? "");
        return match.Success
            ? (int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture))
            : (null, null);
    }

    private static string Short(string? text) => text is null ? "" : text.Length <= ShownMax ? text : text[..ShownMax] + "...";

    [GeneratedRegex(@":(?<line>\d{1,9}):(?<column>\d{1,9})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Position();
}
