namespace Cloud.ControlPlane.Experiments.Scripting;

/// <summary>What a user's script may cost. Every host is scored in a realm of its own, so all but the total time are per host.</summary>
public static class ScriptLimits
{
    /// <summary>Characters of source.</summary>
    public const int MaxCharacters = 16 * 1024;

    /// <summary>Statements per host.</summary>
    public const int MaxStatements = 10_000;

    /// <summary>Bytes allocated per host.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>Depth of calls.</summary>
    public const int MaxRecursion = 64;

    /// <summary>Elements of an array.</summary>
    public const uint MaxArray = 1024;

    /// <summary>Stack of the thread that runs scripts, bytes: deep nesting ends in an exception of the engine long before.</summary>
    public const int StackBytes = 4 * 1024 * 1024;

    /// <summary>For all hosts together.</summary>
    public static TimeSpan MaxTime { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How much longer somebody waits for a script that the engine fails to stop; it is then left alone, and no other one starts beside it.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a script waits for its turn.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(5);
}
